import { decodeText } from "../../src/base/text.js";
import { missing } from "../support/nothing.js";
import { proposed } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";
import { done, save, saved } from "../support/sent.js";

const HIDDEN = { title: "Thoả thuận riêng", url: "https://example.org/rieng", visibility: "PARTIES" };
const EVERYBODY: (Person | undefined)[] = [
  ...([undefined, "viewer", "nowhere", "hue", "hanoi", "quangNam", "daNang", "coordinator", "admin"] as const),
];
const ABOVE = ["coordinator", "admin"];

describe("A document that is not for everybody", () => {
  let register: Register;
  beforeEach(async () => void (register = await startRegister()));
  afterEach(() => register.stop());

  const create = (as: Person, input: object = {}) =>
    save(register, "createDocument", { ...HIDDEN, ...input }, as, "id key title url visibility");
  const created = async (as: Person, input?: object) => done(await create(as, input)).createDocument.document;
  const promise = (documentId: string, changes: object = {}, as: Person = "hanoi") =>
    proposed(register, as, { visibility: "PARTIES", sources: [{ documentId }], ...changes });

  /** Who of all finds it by its id. */
  async function whoSees(id: string): Promise<(Person | undefined)[]> {
    const view = "query ($id: ID!) { node(id: $id) { id } }";
    const found = await Promise.all(EVERYBODY.map((as) => register.get(view, { id }, as)));
    return EVERYBODY.filter((_, index) => found[index].node !== null);
  }

  it("is shown to the officer who records it, also when the request comes twice, and then to nobody below a coordinator", async () => {
    const first = await create("hanoi", { requestId: "thu-1" });
    const { document } = first.data.createDocument;
    expect(document).toMatchObject({ title: HIDDEN.title, url: HIDDEN.url, visibility: "PARTIES" });
    expect(await create("hanoi", { requestId: "thu-1" })).toEqual(first);
    expect(await whoSees(document.id)).toEqual(ABOVE);
  });

  it("is cited by its officer, and seen by those who may see the promise that cites it", async () => {
    const { id } = await created("hanoi");
    await promise(id);
    expect(await whoSees(id)).toEqual(["hanoi", "quangNam", "daNang", ...ABOVE]);
    const view = "{ commitments(filter: { search: vườn }) { nodes { sources { document { title } } } } }";
    const told = await register.get(view.replace("vườn", '"vườn"'), {}, "quangNam");
    expect(told.commitments.nodes).toEqual([{ sources: [{ document: { title: HIDDEN.title } }] }]);
    await promise(id, {}, "quangNam"); // who sees it cites it again
  });

  it("is nothing to cite for others from then on, nor to be answered again to who recorded it", async () => {
    const { id } = await created("hanoi", { requestId: "thu-2" });
    const parties = [
      { localityId: "hue", role: "OWES" },
      { localityId: "lam-dong", role: "BENEFITS" },
    ];
    await promise(id, { parties }, "hue"); // nothing cited it, and its name was passed on
    expect(await whoSees(id)).toEqual(["hue", ...ABOVE]);
    await expect(promise(id)).rejects.toThrow(/sources\.0\.documentId: there is no document/);
    expect(await create("hanoi", { requestId: "thu-2" })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("is for all to read once something that all may see cites it", async () => {
    const { id } = await created("hanoi");
    const { id: commitmentId } = await promise(id);
    await saved(register, "updateCommitment", { id: commitmentId, visibility: "PUBLIC" }, "hanoi");
    expect(await whoSees(id)).toEqual(EVERYBODY);
    await saved(register, "updateCommitment", { id: commitmentId, sources: [] }, "hanoi");
    expect(await whoSees(id)).toEqual(ABOVE);
  });

  it("is made public, or hidden, by a coordinator; for others it is not there to be changed", async () => {
    const { id } = await created("hanoi");
    const change = (input: object, as: Person) =>
      save(register, "updateDocument", { id, ...input }, as, "id visibility");
    const nothing = await change({ id: missing(id), visibility: "PUBLIC" }, "hue");
    expect(nothing.code).toBe("NOT_FOUND");
    expect(await change({ visibility: "PUBLIC" }, "hue")).toEqual(nothing);
    expect((await change({ visibility: null }, "coordinator")).code).toBe("BAD_INPUT");
    await change({ visibility: "PUBLIC" }, "coordinator");
    expect(await whoSees(id)).toEqual(EVERYBODY);
    expect((await change({ visibility: "PARTIES" }, "hue")).code).toBe("FORBIDDEN");
    await change({ visibility: "PARTIES" }, "coordinator");
    expect(await whoSees(id)).toEqual(ABOVE);
  });

  it("has an id and a key that leave no gap among those of others, and may be called what it likes", async () => {
    const open = { visibility: undefined, title: "Biên bản" };
    const numberIn = (id: string) => Number(decodeText(id)?.split(":")[1]);
    const before = await created("hue", open);
    const hidden = await created("hanoi");
    const after = await created("hue", { visibility: null });
    expect(before.visibility).toBe("PUBLIC");
    expect(numberIn(after.id)).toBe(numberIn(before.id) + 1);
    expect(after.key).toBe("thoa-thuan-rieng");
    expect(hidden.key).toMatch(/^thoa-thuan-rieng-[a-z][a-z2-9]{4}$/);
  });

  it("has a key that nobody guesses, or none is given", async () => {
    const refused = await create("hanoi", { key: "thoa-thuan" });
    expect([refused.code, refused.errors?.[0]?.message]).toEqual(["BAD_INPUT", expect.stringMatching(/^key: .*k7f3q/)]);
    expect((await created("hanoi", { key: "thoa-thuan-k7f3q" })).key).toBe("thoa-thuan-k7f3q");
  });
});

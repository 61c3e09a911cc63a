import { resolvers } from "../../src/catalog.js";
import { createSchema } from "../../src/server/schema.js";
import { dumpOf } from "../support/dump.js";
import { meetingWith } from "../support/meeting.js";
import { EXAMPLES, type Example, PEOPLE_OF_THE_TABLE } from "../support/mutations.js";
import { proposed, step } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";
import { mutationOf, saved } from "../support/sent.js";

/** What a mutation names as its subject, and an id of that type that nobody has. */
const SUBJECTS = ["id", "meetingId", "commitmentId", "itemId", "changeId"];
const NOBODYS = 900_000_000;

describe("What may be written", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const send = (name: string, input: object, as?: Person) => register.ask(mutationOf(name), { input }, as);
  const update = async (name: string, input: object, as?: Person) => (await send(name, input, as)).code;
  const exampleOf = (name: string) => EXAMPLES[name] as Example;

  it("is in the table, every mutation of the schema", async () => {
    const mutations = (await createSchema(resolvers)).getMutationType()?.getFields() ?? {};
    expect(Object.keys(EXAMPLES).sort()).toEqual(Object.keys(mutations).sort());
  });

  it.each(Object.keys(EXAMPLES))("by %s is written by those who may, and by nobody else", async (name) => {
    const { by, input } = exampleOf(name);
    const asked = await input(register);
    const before = await dumpOf(register);
    const refused = [undefined, ...PEOPLE_OF_THE_TABLE.filter((person) => !by.includes(person))];
    for (const person of refused)
      expect([person, await update(name, asked, person)]).toEqual([person, person ? "FORBIDDEN" : "UNAUTHENTICATED"]);
    expect(await dumpOf(register)).toEqual(before);
    for (const person of by)
      expect([person, (await send(name, await input(register), person)).errors]).toEqual([person, undefined]);
  });

  const naming = Object.keys(EXAMPLES).filter((name) => !/^(create|propose)/.test(name));
  it.each(naming)("by %s of what is not there is NOT_FOUND to everybody who is signed in", async (name) => {
    const input = await exampleOf(name).input(register);
    const subject = SUBJECTS.find((each) => each in input) as string;
    const [type] = Buffer.from(String(input[subject]), "base64url").toString().split(":");
    const missing = { ...input, [subject]: Buffer.from(`${type}:${NOBODYS}`).toString("base64url") };
    for (const person of ["viewer", "hue", "admin"] as const)
      expect(await update(name, missing, person)).toBe("NOT_FOUND");
    expect(await update(name, missing)).toBe("UNAUTHENTICATED");
  });

  it.each(naming)("by %s is refused for a right that is missing before what is wrong with the words", async (name) => {
    const input = { ...(await exampleOf(name).input(register)), requestId: "x".repeat(101) };
    expect(await update(name, input, "viewer")).toBe("FORBIDDEN");
    expect(await update(name, input, "admin")).toBe("BAD_INPUT");
  });

  it("of a meeting by a guest stops at who hosts, its state and who else is there", async () => {
    const attendances = [{ leaderId: "nguyen-duc-chung", localityId: "ha-noi", role: "CHAIR" }];
    const { id } = await meetingWith(register, [], { localityIds: ["quang-nam", "hue"], attendances });
    const [hers, his] = [attendances[0], { leaderId: "phan-viet-cuong", localityId: "quang-nam", role: "DELEGATE" }];
    const others = { localityIds: ["quang-nam"], attendances: [his], state: "CLOSED", hostId: "quang-nam" };
    for (const [field, value] of Object.entries(others))
      expect([field, await update("updateMeeting", { id, [field]: value }, "quangNam")]).toEqual([field, "FORBIDDEN"]);
    const third = { id, localityIds: ["quang-nam", "hue", "da-nang-no"] };
    expect(await update("updateMeeting", third, "quangNam")).toBe("BAD_INPUT");
    const own = { id, localityIds: ["hue"], attendances: [hers, his] };
    expect(await update("updateMeeting", own, "quangNam")).toBeUndefined();
    expect(await update("updateMeeting", { id, ...others, hostId: "ha-noi" }, "hanoi")).toBeUndefined();
  });

  it("of an initiative by a participant stops at who leads and who else takes part", async () => {
    const [lead, other, third] = ["ha-noi", "quang-nam", "hue"].map((localityId) => ({
      localityId,
      role: "PARTICIPANT",
    }));
    const led = [{ ...lead, role: "LEAD" }, other, third];
    const { id } = await saved(register, "createInitiative", { title: "Chợ nổi", participants: led }, "quangNam");
    for (const participants of [
      [other, third],
      [led[0], other],
      [led[0], { ...other, role: "LEAD" }, third],
    ])
      expect(await update("updateInitiative", { id, participants }, "quangNam")).toBe("FORBIDDEN");
    expect(await update("updateInitiative", { id, participants: [led[0], third] }, "quangNam")).toBeUndefined();
    expect(await update("updateInitiative", { id, titleEn: "Mine" }, "quangNam")).toBe("FORBIDDEN"); // it has left
    const ours = { title: "Của Huế", parentId: id, participants: [third] };
    expect(await update("createInitiative", { ...ours, participants: [{ ...other }] }, "quangNam")).toBe("FORBIDDEN");
    expect(await update("createInitiative", ours, "hue")).toBeUndefined();
    expect(await update("updateInitiative", { id, participants: [led[0], other] }, "hanoi")).toBeUndefined();
  });

  it("of a commitment by an officer hangs on no meeting and no initiative of others", async () => {
    const ofHue = { hostId: "hue", localityIds: ["ha-noi"], title: "Riêng của Huế", kind: "REVIEW" };
    const { id: meetingId } = await saved(register, "createMeeting", { ...ofHue, localityIds: [] }, "hue");
    const programme = { title: "Riêng", participants: [{ localityId: "hue", role: "LEAD" }] };
    const { id: initiativeId } = await saved(register, "createInitiative", programme, "hue");
    const { id } = await proposed(register);
    for (const tie of [{ meetingId }, { initiativeId }]) {
      const proposal = { ...(await exampleOf("proposeCommitment").input(register)), ...tie };
      expect(await update("proposeCommitment", proposal, "hanoi")).toBe("FORBIDDEN");
      expect(await update("updateCommitment", { id, ...tie }, "hanoi")).toBe("FORBIDDEN");
      expect(await update("updateCommitment", { id, ...tie }, "coordinator")).toBeUndefined();
      expect(await update("updateCommitment", { id, meetingId: null, initiativeId: null }, "hanoi")).toBeUndefined();
    }
    expect((await step(register, id, "AGREED", "quangNam", { meetingId })).code).toBe("FORBIDDEN");
    expect(await update("createAgendaItem", { meetingId, commitmentId: id }, "hue")).toBe("FORBIDDEN");
    expect(await update("createAgendaItem", { meetingId, initiativeId: "party-exchange" }, "hue")).toBe("FORBIDDEN");
    expect(await update("createAgendaItem", { meetingId, commitmentId: id }, "coordinator")).toBeUndefined();
    expect((await step(register, id, "AGREED", "quangNam", { meetingId })).code).toBeUndefined(); // it is on the table
  });

  it("of what one may not see is refused in the words of what does not exist", async () => {
    const { id, reference } = await proposed(register, "hanoi", { visibility: "PARTIES" });
    const { id: meetingId } = await meetingWith(register, [], { hostId: "hue", localityIds: ["ha-noi"] });
    for (const person of ["viewer", "nowhere", "hue"] as const) {
      const answers = async (commitment: string) => [
        (await send("changeCommitmentStatus", { commitmentId: commitment, to: "AGREED" }, person)).errors,
        (await send("createAgendaItem", { meetingId, commitmentId: commitment }, person)).errors,
      ];
      for (const hidden of [id, reference]) expect(await answers(hidden)).toEqual(await answers("KHONG-CO-1"));
      expect(await update("updateCommitment", { id, title: "Khác", expectedVersion: 99 }, person)).toBe("NOT_FOUND");
    }
  });

  it("twice under one request id is the sender's own, not that of somebody else", async () => {
    const sent = async (title: string, as: Person) =>
      (await saved(register, "createDocument", { title, requestId: "cung-mot-so" }, as, "title")).title;
    expect(await sent("Của Hà Nội", "hanoi")).toBe("Của Hà Nội");
    expect(await sent("Của Huế", "hue")).toBe("Của Huế");
    expect(await sent("Của Hà Nội", "hanoi")).toBe("Của Hà Nội");
  });
});

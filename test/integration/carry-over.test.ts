import { daysAgo } from "../../src/base/dates.js";
import { Commitment } from "../../src/features/commitments/commitment.entity.js";
import { tryReadId } from "../../src/graphql/node.js";
import { doneInRoom, meetingWith } from "../support/meeting.js";
import { promiseAt, proposed } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";

const CARRY_OVER = `query ($id: ID!, $first: Int, $after: String) { meeting(id: $id) { carryOver(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { commitment { id reference title } reasons } } } }`;

describe("What is carried over to a new meeting", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const carryOver = async (id: string, as?: Person, page: object = {}) =>
    (await register.get(CARRY_OVER, { id, first: 100, ...page }, as)).meeting.carryOver;
  const reasons = async (meeting: { id: string }, as?: Person) => {
    const { nodes } = await carryOver(meeting.id, as);
    return new Map<string, string[]>(nodes.map((node: any) => [node.commitment.id, node.reasons]));
  };
  const agedBy = (id: string, days: number) =>
    register.app.db.write((tx) =>
      tx.update(Commitment, { id: tryReadId(id)?.id as number }, { statusSince: daysAgo(days) }),
    );

  it("is what is overdue, stale, disputed, or waits for the other side's word, each with its reasons", async () => {
    const overdue = await proposed(register, "hanoi", { dueOn: "2020" });
    const disputed = await promiseAt(register, "DISPUTED");
    const waiting = await promiseAt(register, "REPORTED_DONE");
    const stale = await promiseAt(register, "IN_PROGRESS");
    await agedBy(stale.id, 181);
    const fine = [await promiseAt(register, "AGREED"), await promiseAt(register, "COMPLETED")];
    const found = await reasons(await meetingWith(register, []));
    expect(found.get(overdue.id)).toEqual(["OVERDUE"]);
    expect(found.get(disputed.id)).toEqual(["DISPUTED"]);
    expect(found.get(waiting.id)).toEqual(["AWAITING_CONFIRMATION"]);
    expect(found.get(stale.id)).toEqual(["STALE"]);
    for (const { id } of fine) expect(found.has(id)).toBe(false);
    await register.app.db.write((tx) =>
      tx.update(Commitment, { id: tryReadId(overdue.id)?.id as number }, { statusSince: daysAgo(400) }),
    );
    expect((await reasons(await meetingWith(register, []))).get(overdue.id)).toEqual(["OVERDUE", "STALE"]);
  });

  it("is what the localities promised each other, as they answer for it today", async () => {
    const toHue = await proposed(register, "hanoi", {
      dueOn: "2020",
      parties: [
        { localityId: "ha-noi", role: "OWES" },
        { localityId: "thua-thien-hue", role: "BENEFITS" },
      ],
    });
    const toQuangNam = await proposed(register, "hanoi", { dueOn: "2020" });
    const between = async (localityIds: string[]) => {
      const found = await reasons(await meetingWith(register, [], { localityIds }));
      return [found.has(toQuangNam.id), found.has(toHue.id)];
    };
    expect(await between(["quang-nam"])).toEqual([true, false]);
    expect(await between(["da-nang"])).toEqual([true, false]); // answers for Quảng Nam today
    expect(await between(["hue"])).toEqual([false, true]);
    expect(await between(["hue", "da-nang"])).toEqual([true, true]);
    expect(await between(["hai-phong"])).toEqual([false, false]);
    expect(await between([])).toEqual([true, true]); // a meeting of one has all of its own
  });

  it("is a connection, the earliest due first, of what the reader may see", async () => {
    const secret = await proposed(register, "hanoi", { dueOn: "2019", visibility: "PARTIES", title: "Chuyện riêng" });
    const meeting = await meetingWith(register, []);
    expect((await reasons(meeting)).has(secret.id)).toBe(false);
    expect((await reasons(meeting, "quangNam")).has(secret.id)).toBe(true);
    const all = await carryOver(meeting.id, "hanoi");
    expect(all.nodes[0].commitment.id).toBe(secret.id);
    const first = await carryOver(meeting.id, "hanoi", { first: 3 });
    const second = await carryOver(meeting.id, "hanoi", { first: 100, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes]).toEqual(all.nodes);
    expect(first.totalCount).toBe(all.nodes.length);
  });

  it("begins the agenda of a new meeting, if that is wanted", async () => {
    const meeting = await meetingWith(register, [], { carryOver: true });
    const { nodes } = await carryOver(meeting.id, "hanoi");
    expect(meeting.agenda.map((item: any) => item.title)).toEqual(nodes.map((node: any) => node.commitment.title));
    expect(meeting.agenda.map((item: any) => item.place)).toEqual(nodes.map((_: any, index: number) => index + 1));
    const { meeting: opened } = await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    expect(opened.currentItem.title).toBe(nodes[0].commitment.title);
    expect((await meetingWith(register, [])).agenda).toEqual([]);
  });
});

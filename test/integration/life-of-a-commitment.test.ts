import { evidence, needsOf, promiseAt, propose, proposed, revert, step } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";

/**
 * The table of the design, by hand:
 * of a promise of Hà Nội (which proposed it) to Quảng Nam, who may take which step.
 */
const STEPS: [from: string, to: string, by: Person[]][] = [
  ["PROPOSED", "AGREED", ["quangNam", "daNang"]],
  ["PROPOSED", "DECLINED", ["quangNam", "daNang"]],
  ["PROPOSED", "CANCELLED", ["hanoi"]],
  ["AGREED", "IN_PROGRESS", ["hanoi"]],
  ["AGREED", "CANCELLED", ["hanoi"]],
  ["IN_PROGRESS", "STALLED", ["hanoi"]],
  ["IN_PROGRESS", "REPORTED_DONE", ["hanoi"]],
  ["IN_PROGRESS", "CANCELLED", ["hanoi"]],
  ["STALLED", "IN_PROGRESS", ["hanoi"]],
  ["STALLED", "CANCELLED", ["hanoi"]],
  ["REPORTED_DONE", "COMPLETED", ["quangNam", "daNang"]],
  ["REPORTED_DONE", "DISPUTED", ["quangNam", "daNang"]],
  ["DISPUTED", "IN_PROGRESS", ["hanoi"]],
  ["DISPUTED", "REPORTED_DONE", ["hanoi"]],
];
const STATUSES = [
  "PROPOSED",
  "AGREED",
  "IN_PROGRESS",
  "STALLED",
  "REPORTED_DONE",
  "COMPLETED",
  "DISPUTED",
  "DECLINED",
  "CANCELLED",
];
const OFFICERS: Person[] = ["hanoi", "quangNam", "daNang", "hue"];

describe("The life of a commitment", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  it("starts when an officer of a party proposes it", async () => {
    const { data } = await propose(register, "quangNam", { kind: "REQUEST", dueOn: "2027-06", titleEn: "A garden" });
    const { commitment, change } = data.proposeCommitment;
    expect(commitment).toMatchObject({
      status: "PROPOSED",
      version: 1,
      visibility: "PUBLIC",
      proposedBy: { key: "quang-nam" },
    });
    expect(commitment.reference).toMatch(/^HN-QNA-\d{4}-01$/);
    expect(change).toMatchObject({ from: null, to: "PROPOSED" });
    const second = await proposed(register, "quangNam");
    expect(second.reference).toMatch(/-02$/);
  });

  it("makes every party of a joint promise owe and benefit", async () => {
    const joint = await proposed(register, "hanoi", {
      kind: "JOINT",
      parties: [
        { localityId: "ha-noi", role: "OWES" },
        { localityId: "hue", role: "OWES" },
      ],
    });
    expect(joint.parties.map((each: any) => `${each.locality.key} ${each.role}`).sort()).toEqual([
      "ha-noi BENEFITS",
      "ha-noi OWES",
      "hue BENEFITS",
      "hue OWES",
    ]);
  });

  it("is proposed by nobody else", async () => {
    expect((await propose(register, undefined)).code).toBe("UNAUTHENTICATED");
    expect((await propose(register, "viewer")).code).toBe("FORBIDDEN");
    expect((await propose(register, "hue")).code).toBe("FORBIDDEN");
    expect((await propose(register, "hue", { title: "" })).code).toBe("FORBIDDEN");
    expect((await propose(register, "coordinator")).data.proposeCommitment.commitment.proposedBy).toBeNull();
  });

  it.each<[string, object]>([
    ["an empty title", { title: "  " }],
    ["one side only", { parties: [{ localityId: "ha-noi", role: "OWES" }] }],
    [
      "nobody who benefits",
      {
        parties: [
          { localityId: "ha-noi", role: "OWES" },
          { localityId: "hue", role: "OWES" },
        ],
      },
    ],
    [
      "an unknown locality",
      {
        parties: [
          { localityId: "ha-noi", role: "OWES" },
          { localityId: "atlantis", role: "BENEFITS" },
        ],
      },
    ],
    ["an unknown sector", { sectorIds: ["alchemy"] }],
    ["a date that is none", { dueOn: "2027-02-30" }],
    ["a foreign id", { meetingId: "TG9jYWxpdHk6MQ" }],
  ])("is not proposed with %s", async (_what, changes) => {
    const before = await register.get("{ commitments { totalCount } statusChanges { totalCount } }");
    expect((await propose(register, "hanoi", changes)).code).toBe("BAD_INPUT");
    expect(await register.get("{ commitments { totalCount } statusChanges { totalCount } }")).toEqual(before);
  });

  it.each(STEPS)("goes from %s to %s by the right officers alone", async (from, to, by) => {
    for (const officer of OFFICERS) {
      const { id } = await promiseAt(register, from);
      const { commitment } = await register.get(
        "query ($id: ID!) { commitment(id: $id) { nextStatuses } }",
        { id },
        officer,
      );
      expect(commitment.nextStatuses.includes(to)).toBe(by.includes(officer));
      const answer = await step(register, id, to, officer, needsOf(to));
      if (by.includes(officer))
        expect(answer.data.changeCommitmentStatus).toMatchObject({ commitment: { status: to }, change: { from, to } });
      else expect(answer.code).toBe("FORBIDDEN");
    }
  });

  it.each(STEPS)("goes from %s to %s by a coordinator", async (from, to) => {
    const { id } = await promiseAt(register, from);
    expect(
      (await step(register, id, to, "coordinator", needsOf(to))).data.changeCommitmentStatus.commitment.status,
    ).toBe(to);
  });

  it.each(STATUSES)("takes no step from %s that is not in the table, and says which there are", async (from) => {
    const { id } = await promiseAt(register, from);
    const allowed = STEPS.filter((each) => each[0] === from).map((each) => each[1]);
    for (const to of STATUSES.filter((each) => !allowed.includes(each))) {
      const { code, errors } = await step(register, id, to, "coordinator", needsOf(to));
      expect(code).toBe("INVALID_TRANSITION");
      expect(new Set(errors?.[0]?.extensions.allowed as string[])).toEqual(new Set(allowed));
    }
  });

  it.each(STEPS.filter(([, to]) => to in { DECLINED: 1, CANCELLED: 1, STALLED: 1, DISPUTED: 1, REPORTED_DONE: 1 }))(
    "does not go from %s to %s without what the step needs",
    async (from, to) => {
      const { id } = await promiseAt(register, from);
      expect((await step(register, id, to, "coordinator")).code).toBe("BAD_INPUT");
      expect((await step(register, id, to, "coordinator", { reason: "   ", evidence: [] })).code).toBe("BAD_INPUT");
    },
  );

  it("keeps who, why, when and what shows it", async () => {
    const { id } = await promiseAt(register, "IN_PROGRESS");
    const { data } = await step(register, id, "REPORTED_DONE", "hanoi", {
      reason: "Xong sớm",
      evidence,
      expectedVersion: 3,
    });
    expect(data.changeCommitmentStatus.change).toMatchObject({
      reason: "Xong sớm",
      evidence,
      by: { name: "Hoa", role: "OFFICER", localities: [{ key: "ha-noi" }] },
    });
    expect(data.changeCommitmentStatus.commitment).toMatchObject({
      version: 4,
      statusSince: data.changeCommitmentStatus.change.at,
    });
    const { commitment } = await register.get(
      "query ($id: ID!) { commitment(id: $id) { evidence { title } history { nodes { to } } } }",
      { id },
    );
    expect(commitment).toEqual({
      evidence: [{ title: evidence[0]?.title }],
      history: { nodes: [{ to: "PROPOSED" }, { to: "AGREED" }, { to: "IN_PROGRESS" }, { to: "REPORTED_DONE" }] },
    });
  });

  it("is refused for the first reason that holds, in the order of the contract", async () => {
    const { id } = await promiseAt(register, "AGREED");
    const gone = Buffer.from("Commitment:999999").toString("base64url");
    const stale = { expectedVersion: 1 };
    expect((await step(register, gone, "COMPLETED", undefined, stale)).code).toBe("UNAUTHENTICATED");
    expect((await step(register, gone, "COMPLETED", "hue", stale)).code).toBe("NOT_FOUND");
    expect((await step(register, "nonsense", "COMPLETED", "hue", stale)).code).toBe("NOT_FOUND");
    const conflict = await step(register, id, "COMPLETED", "hue", stale);
    expect(conflict.code).toBe("CONFLICT");
    expect(conflict.errors?.[0]?.extensions).toMatchObject({ status: "AGREED", version: 2 });
    expect((await step(register, id, "COMPLETED", "hue")).code).toBe("INVALID_TRANSITION");
    expect((await step(register, id, "CANCELLED", "hue")).code).toBe("FORBIDDEN");
    expect((await step(register, id, "CANCELLED", "hanoi")).code).toBe("BAD_INPUT");
  });

  it("is taken back by a coordinator with a new change that names the mistaken one", async () => {
    const { id, changeId } = await promiseAt(register, "COMPLETED");
    expect((await revert(register, changeId, "hanoi")).code).toBe("FORBIDDEN");
    expect((await revert(register, changeId, "coordinator", { reason: " " })).code).toBe("BAD_INPUT");
    expect((await revert(register, changeId, "coordinator", { expectedVersion: 1 })).code).toBe("CONFLICT");
    const { data } = await revert(register, changeId, "coordinator");
    expect(data.revertStatusChange).toMatchObject({
      commitment: { status: "REPORTED_DONE" },
      change: { from: "COMPLETED", to: "REPORTED_DONE", reverts: { id: changeId } },
    });
    expect((await revert(register, changeId, "coordinator")).code).toBe("INVALID_TRANSITION");
    expect((await step(register, id, "COMPLETED", "hanoi")).code).toBe("FORBIDDEN");
    expect((await step(register, id, "COMPLETED", "quangNam")).data).toBeTruthy();
  });

  it("cannot be unborn", async () => {
    const { changeId } = await promiseAt(register, "PROPOSED");
    expect((await revert(register, changeId, "coordinator")).code).toBe("INVALID_TRANSITION");
  });

  it("has no mutation that edits or deletes a change", async () => {
    const { __schema } = await register.get("{ __schema { mutationType { fields { name } } } }");
    const names: string[] = __schema.mutationType.fields.map((field: any) => field.name);
    expect(names.filter((name) => /^(delete|remove|edit)|StatusChange$|Evidence/.test(name)).sort()).toEqual([
      "removeAgendaItem",
      "revertStatusChange",
    ]);
  });
});

describe("Two signatures", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  it("are of two localities, also on a joint promise", async () => {
    const { id } = await proposed(register, "hanoi", { kind: "JOINT" });
    await step(register, id, "AGREED", "quangNam");
    await step(register, id, "IN_PROGRESS", "quangNam");
    await step(register, id, "REPORTED_DONE", "quangNam", { evidence });
    expect((await step(register, id, "COMPLETED", "quangNam")).code).toBe("FORBIDDEN");
    expect((await step(register, id, "COMPLETED", "daNang")).code).toBe("FORBIDDEN");
    expect((await step(register, id, "COMPLETED", "hanoi")).data).toBeTruthy();
  });

  it("are counted without what a coordinator has taken back", async () => {
    const { id } = await proposed(register, "hanoi", { kind: "JOINT" });
    const change = async (to: string, as: Person) =>
      (await step(register, id, to, as, needsOf(to))).data.changeCommitmentStatus.change.id;
    await change("AGREED", "quangNam");
    await change("IN_PROGRESS", "hanoi");
    await change("REPORTED_DONE", "hanoi");
    const dispute = await change("DISPUTED", "quangNam");
    const secondReport = await change("REPORTED_DONE", "quangNam");
    await revert(register, secondReport, "coordinator");
    await revert(register, dispute, "coordinator"); // done again, on the word of Hà Nội
    const next = async (as: Person) =>
      (await register.get("query ($id: ID!) { commitment(id: $id) { nextStatuses } }", { id }, as)).commitment
        .nextStatuses;
    expect(await next("hanoi")).toEqual([]);
    expect(await next("quangNam")).toEqual(["COMPLETED", "DISPUTED"]);
    expect((await step(register, id, "COMPLETED", "hanoi")).code).toBe("FORBIDDEN");
    expect((await step(register, id, "COMPLETED", "quangNam")).data).toBeTruthy();
  });

  it("need a coordinator where a merger has left one locality on both sides", async () => {
    const parties = [
      { localityId: "quang-nam", role: "OWES" },
      { localityId: "da-nang", role: "BENEFITS" },
    ];
    const { id } = await proposed(register, "quangNam", { parties });
    expect((await step(register, id, "AGREED", "daNang")).code).toBe("FORBIDDEN");
    await step(register, id, "AGREED", "coordinator");
    await step(register, id, "IN_PROGRESS", "daNang");
    await step(register, id, "REPORTED_DONE", "daNang", { evidence });
    for (const officer of ["daNang", "quangNam"] as const)
      expect((await step(register, id, "COMPLETED", officer)).code).toBe("FORBIDDEN");
    expect((await step(register, id, "COMPLETED", "coordinator")).data).toBeTruthy();
  });
});

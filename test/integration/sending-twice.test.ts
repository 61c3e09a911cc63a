import { promiseAt, propose, step, updated } from "../support/promise.js";
import { type Register, startRegister } from "../support/register.js";
import { mutationOf } from "../support/sent.js";

describe("A request that is sent twice", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const changes = async () => (await register.get("{ statusChanges { totalCount } }")).statusChanges.totalCount;

  it("is carried out once and answered the same, also when things have moved on", async () => {
    const { id } = await promiseAt(register, "AGREED");
    const send = () => step(register, id, "IN_PROGRESS", "hanoi", { requestId: "start-1", expectedVersion: 2 });
    const first = await send();
    const after = await changes();
    await step(register, id, "STALLED", "hanoi", { reason: "Chờ vốn" });
    const second = await send();
    expect(first.data.changeCommitmentStatus.commitment).toMatchObject({ status: "IN_PROGRESS", version: 3 });
    expect(second.data.changeCommitmentStatus.change).toEqual(first.data.changeCommitmentStatus.change);
    expect(second.data.changeCommitmentStatus.commitment).toMatchObject({ status: "IN_PROGRESS", version: 3 });
    expect(await changes()).toBe(after + 1);
  });

  it("is answered the same in what hangs on the answer, too", async () => {
    const { id } = await promiseAt(register, "AGREED");
    const payload = "commitment { status version } change { to commitment { status version } }";
    const input = { commitmentId: id, to: "IN_PROGRESS", requestId: "deep" };
    const send = () => register.ask(mutationOf("changeCommitmentStatus", payload), { input }, "hanoi");
    const first = await send();
    await step(register, id, "STALLED", "hanoi", { reason: "Chờ vốn" });
    expect((await send()).data).toEqual(first.data);
  });

  it("is not answered to those who may not see the answer any more", async () => {
    const secret = { requestId: "secret", visibility: "PARTIES" };
    const { commitment } = (await propose(register, "hanoi", secret)).data.proposeCommitment;
    const parties = [
      { localityId: "hue", role: "OWES" },
      { localityId: "quang-nam", role: "BENEFITS" },
    ];
    await updated(register, { id: commitment.id, parties });
    const again = await propose(register, "hanoi", secret);
    expect([again.code, again.data]).toEqual(["NOT_FOUND", null]);
    const nothing = await step(register, "HN-QNA-1999-01", "AGREED", "hanoi");
    expect(again.errors?.[0]?.message).toBe(nothing.errors?.[0]?.message);
  });

  it("is carried out once when both copies arrive together", async () => {
    const before = await changes();
    const answers = await Promise.all([1, 2, 3, 4].map(() => propose(register, "hanoi", { requestId: "together" })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.data))).size).toBe(1);
    expect(await changes()).toBe(before + 1);
  });

  it("may be sent again after it was refused", async () => {
    const { id } = await promiseAt(register, "AGREED");
    expect((await step(register, id, "CANCELLED", "hanoi", { requestId: "again" })).code).toBe("BAD_INPUT");
    expect((await step(register, id, "CANCELLED", "hanoi", { requestId: "again", reason: "Thôi" })).data).toBeTruthy();
  });

  it("is another request when another person sends it", async () => {
    const one = await propose(register, "hanoi", { requestId: "mine" });
    const two = await propose(register, "quangNam", { requestId: "mine" });
    expect(one.data.proposeCommitment.commitment.id).not.toBe(two.data.proposeCommitment.commitment.id);
  });

  it("is refused when the same id comes with other words", async () => {
    await propose(register, "hanoi", { requestId: "words" });
    expect((await propose(register, "hanoi", { requestId: "words", title: "Khác" })).code).toBe("BAD_INPUT");
    expect((await propose(register, "hanoi", { requestId: "x".repeat(101) })).code).toBe("BAD_INPUT");
    expect((await propose(register, "hanoi", { requestId: "" })).code).toBe("BAD_INPUT");
  });
});

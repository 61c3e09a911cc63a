import { resolvers } from "../../src/catalog.js";
import { createSchema } from "../../src/server/schema.js";
import { Deadline } from "../../src/store/deadline.js";

const LATE = { message: "This has not ended after 20 ms, and was stopped.", code: "TOO_COMPLEX" };

/** Works for so long that no timer has its turn. */
function workFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe("The time of an operation", () => {
  it("is over when it is over, though the work of the process leaves its timer no turn", () => {
    const deadline = new Deadline(20);
    deadline.check();
    workFor(25);
    expect(() => deadline.check()).toThrow(expect.objectContaining(LATE));
    expect(deadline.refused).toMatchObject(LATE);
    deadline.end();
  });

  it("begins anew when it is renewed, and does not run on after the answer", () => {
    const deadline = new Deadline(20);
    workFor(25);
    deadline.renew();
    deadline.check();
    deadline.end();
    workFor(25);
    deadline.check();
  });

  it("ends the handing out of pages and related records that are at hand", async () => {
    const schema = await createSchema(resolvers);
    const field = (type: string, name: string) => (schema.getType(type) as any).getFields()[name];
    const ask = (type: string, name: string, row: object) =>
      new Promise((resolve) => resolve(field(type, name).resolve(row, {}, {}, { path: { key: name } })));
    const deadline = new Deadline(20);
    const node = { id: 1 };
    const pages = () =>
      Promise.all([ask("LocalityConnection", "nodes", { nodes: [node] }), ask("LocalityEdge", "node", { node })]);
    expect(await deadline.run(pages)).toEqual([[node], node]);
    workFor(25);
    await expect(deadline.run(pages)).rejects.toMatchObject(LATE);
    await expect(deadline.run(() => ask("Commitment", "parties", { id: 1 }))).rejects.toMatchObject(LATE);
    deadline.end();
  });
});

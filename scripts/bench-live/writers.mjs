// Officers at their desks: each takes steps on a commitment of its own, one after the other, over HTTP.
import { Agent, request } from "node:http";
import { clock } from "./rpc.mjs";

const CHANGE = `mutation ($input: ChangeCommitmentStatusInput!) {
  changeCommitmentStatus(input: $input) { commitment { status version } change { cursor } } }`;

/** A question to the register over HTTP. */
export function ask({ port, token, agent }, query, variables) {
  const body = JSON.stringify({ query, variables });
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: "/graphql", method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve(text));
    });
    sent.on("error", reject);
    sent.end(body);
  }).then((text) => {
    const { data, errors } = JSON.parse(text);
    if (errors) throw new Error(JSON.stringify(errors[0]));
    return data;
  });
}

async function writer(to, number, end) {
  const commitmentId = `BENCH-${number + 10}`;
  let made = 0;
  let { status } = (await ask(to, `{ commitment(reference: "${commitmentId}") { status } }`)).commitment;
  while (clock() < end) {
    const next = status === "STALLED" ? { to: "IN_PROGRESS" } : { to: "STALLED", reason: "Chờ vốn" };
    const { changeCommitmentStatus } = await ask(to, CHANGE, { input: { commitmentId, ...next } });
    status = changeCommitmentStatus.commitment.status;
    made++;
  }
  return made;
}

/** How many changes so many writers make in that time, each acknowledged; and how long it took. */
export async function writeAll({ port, token, count, seconds }) {
  const to = { port, token, agent: new Agent({ keepAlive: true, maxSockets: count }) };
  const start = clock();
  const end = start + seconds * 1_000;
  const made = await Promise.all(Array.from({ length: count }, (_, number) => writer(to, number, end)));
  to.agent.destroy();
  return { made: made.reduce((sum, each) => sum + each, 0), seconds: (clock() - start) / 1_000 };
}

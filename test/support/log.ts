import { type Answer, post } from "./http.js";
import { done } from "./sent.js";

/**
 * What stories of several processes share:
 * writing to, and reading the whole log of, a register known by its address.
 */

const PROPOSE = `mutation ($title: String!, $requestId: String) { proposeCommitment(input: { title: $title, requestId: $requestId,
  kind: JOINT, sectorIds: ["health"], parties: [{ localityId: "ha-noi", role: OWES }, { localityId: "hue", role: OWES }] }) {
  change { id cursor at } commitment { id reference } } }`;

const LOG =
  "query ($after: Cursor) { statusChanges(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }";

export const WATCH = "subscription ($after: Cursor) { commitmentStatusChanged(after: $after) { id cursor } }";

/** The same with fields that are read anew for every event. */
export const WATCH_DEEP = `subscription ($after: Cursor) { commitmentStatusChanged(after: $after) { id cursor
  commitment { title parties { locality { name codes { value } } } } } }`;

export function proposeAt(url: string, token: string, title: string, requestId?: string): Promise<Answer> {
  return post(url, PROPOSE, { title, requestId }, token);
}

/** The id of the change that it made; throws where it made none. */
export async function changeAt(url: string, token: string, title: string): Promise<string> {
  return done(await proposeAt(url, token, title)).proposeCommitment.change.id;
}

export async function headOf(url: string): Promise<string> {
  return (await post(url, "{ commitments(first: 1) { liveCursor } }")).data.commitments.liveCursor;
}

/** The ids of the log after a cursor, page by page. */
export async function logOf(url: string, after: string | null = null): Promise<string[]> {
  const { data }: Answer = await post(url, LOG, { after });
  const { nodes, pageInfo } = data.statusChanges;
  const ids = nodes.map((node: { id: string }) => node.id);
  return pageInfo.hasNextPage ? [...ids, ...(await logOf(url, pageInfo.endCursor))] : ids;
}

/** Writes from many at once for as long as it is not stopped; what fails is not acknowledged, and written again. */
export function writers(count: number, write: (title: string) => Promise<string>) {
  const acknowledged: string[] = [];
  let failures = 0;
  let stopped = false;
  const all = Array.from({ length: count }, async (_, writer) => {
    for (let number = 0; !stopped; number++) {
      await write(`Lời hứa ${writer}-${number}`).then(
        (id) => acknowledged.push(id),
        () => failures++,
      );
    }
  });
  const stop = async () => {
    stopped = true;
    await Promise.all(all);
  };
  return { acknowledged, failures: () => failures, stop };
}

import type { Hidden } from "./hidden.js";
import type { Register } from "./register.js";

/** One of every type that has an id. */
export async function idsOf(
  register: Register,
  { open, session, document }: Record<string, any>,
): Promise<Record<string, string>> {
  const found = await register.get(
    `query ($id: ID!, $meeting: ID!) { commitment(id: $id) { id history { nodes { id reverts { id } } } }
      meeting(id: $meeting) { id agenda { id } } locality(key: "ha-noi") { id leaders(first: 1) { nodes { id } } }
      leader(key: "nguyen-duc-chung") { id posts { id } } sector(key: "energy") { id } initiative(key: "trade-fairs") { id } }`,
    { id: open.id, meeting: session.id },
  );
  return {
    ...{
      Commitment: found.commitment.id,
      StatusChange: found.commitment.history.nodes.find((change: any) => change.reverts !== null).id,
      Meeting: found.meeting.id,
    },
    ...{ AgendaItem: found.meeting.agenda.at(-1).id, Locality: found.locality.id, Leader: found.leader.id },
    ...{
      Post: found.leader.posts[0].id,
      Sector: found.sector.id,
      Initiative: found.initiative.id,
      Document: document.id,
    },
  };
}

/** All that hangs on the hidden promise in the end. */
export async function lookUp(register: Register, hidden: Hidden): Promise<void> {
  const { commitment, meetings } = await register.get(
    `query ($id: ID!) { commitment(id: $id) { history { nodes { id } } }
      meetings(first: 100) { nodes { agenda { id commitment { id } } } } }`,
    { id: hidden.id },
    "coordinator",
  );
  const agendas = meetings.nodes.flatMap(({ agenda }: any) => agenda);
  hidden.changes = commitment.history.nodes.map((change: any) => change.id);
  hidden.items = agendas.filter((item: any) => item.commitment?.id === hidden.id).map((item: any) => item.id);
}

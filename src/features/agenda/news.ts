import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../graphql/context.js";
import { isCoordinator, scopeKey } from "../../graphql/identity.js";
import { scopeOf } from "../../graphql/scope.js";
import { Visibility } from "../../graphql/visibility.js";
import { selectRows } from "../../store/hydrate.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { asItIs } from "../commitments/conditions.js";
import { tabledAt } from "../commitments/tabled.js";
import type { Meeting } from "../meetings/meeting.entity.js";
import { AgendaItem } from "./agenda-item.entity.js";

/**
 * Which states of a meeting are news to a reader: those of another version, which everybody may see, and those in which
 * something hidden is different that this reader may see. Nobody else is told of them: it would say when it changed.
 */
export function newsFor(ctx: Context): (state: Meeting) => Promise<boolean> {
  let last: object | undefined;
  return async (state) => {
    const seen = { version: state.version, hidden: await hiddenSeen(ctx, state) };
    const isNews = !isDeepStrictEqual(seen, last);
    last = seen;
    return isNews;
  };
}

const known = new WeakMap<Meeting, Map<string, Promise<string>>>();

/** What the reader sees that others do not, as it is now: read once for all readers who see the same. */
async function hiddenSeen(ctx: Context, state: Meeting): Promise<string> {
  if (isCoordinator(ctx.who)) return String(state.unseenVersion);
  if (ctx.who.offices.length === 0) return "";
  const ofState = known.get(state) ?? new Map<string, Promise<string>>();
  known.set(state, ofState);
  const key = scopeKey(ctx.who);
  const hidden = ofState.get(key) ?? readHidden(ctx, state);
  ofState.set(key, hidden);
  hidden.catch(() => ofState.delete(key)); // who comes back asks again
  return hidden;
}

async function readHidden(ctx: Context, { id, currentItemId }: Meeting): Promise<string> {
  const items = await selectRows(
    ctx.db.read,
    AgendaItem,
    (to) => `r.meeting_id = ${to.bind(id)} AND (${scopeOf(AgendaItem, ctx.who, "r")})`,
    "ORDER BY r.place",
  );
  const hidden = `r.visibility = '${Visibility.PARTIES}' AND (${scopeOf(Commitment, ctx.who, "r")})`;
  const commitments = await selectRows(ctx.db.read, Commitment, (to) => {
    const tabled = tabledAt([id]).sql(to, asItIs("r"));
    const changed = `r.id IN (SELECT h.commitment_id FROM status_change h WHERE h.meeting_id = ${to.bind(id)})`;
    return `${hidden} AND (${tabled} OR ${changed})`;
  });
  // Not the place among all items: what others move would be told.
  const seen = items.map(({ place: _place, ...item }) => ({ ...item, isCurrent: item.id === currentItemId }));
  return JSON.stringify([seen, commitments]);
}

import { forbidden, unauthenticated } from "../base/errors.js";
import type { Logger } from "../base/log.js";
import type { Feed } from "../live/feed.js";
import type { LogRow } from "../live/log/log.js";
import type { Refusals } from "../live/log/refusals.js";
import type { Watch } from "../live/watch.js";
import type { Db } from "../store/db.js";
import type { Deadline } from "../store/deadline.js";
import type { Lane } from "../store/lanes.js";
import type { Identity } from "./identity.js";
import type { KnownIds } from "./known.js";
import type { Loaders } from "./loader.js";
import { Role } from "./role.js";

/** What lives as long as the process. */
export interface Services {
  db: Db;
  feed: Feed<LogRow>;
  watch: Watch;
  logger: Logger;
  knownIds: KnownIds;
  refusals: Refusals;
  /** Entity class by GraphQL type name, for `node(id)`. */
  nodeTypes: ReadonlyMap<string, new () => object>;
  /** The time that begins now, for one operation or one event of a subscription. */
  newDeadline(lane?: Lane): Deadline;
}

/** What one operation (in a subscription: one event) works with. */
export interface Context extends Services {
  who: Identity;
  /** Where the caller asks from. */
  address: string;
  load: Loaders;
}

/** The signed-in caller's subject. Throws UNAUTHENTICATED for anonymous callers. */
export function subjectOf(ctx: Context): string {
  if (ctx.who.subject === null) throw unauthenticated("Sign in first: send a bearer token.");
  return ctx.who.subject;
}

const RANK: Record<Role, number> = { [Role.VIEWER]: 0, [Role.OFFICER]: 1, [Role.COORDINATOR]: 2, [Role.ADMIN]: 3 };

/** True where the caller's role is the given one or a higher one. */
export function hasRole(ctx: Context, role: Role): boolean {
  return RANK[ctx.who.role] >= RANK[role];
}

export function requireRole(ctx: Context, role: Role): void {
  subjectOf(ctx);
  if (!hasRole(ctx, role)) throw forbidden(`This needs the role ${role}.`);
}

/** True for an officer who acts for one of the localities, and for coordinators and admins. */
export function actsFor(ctx: Context, localities: readonly number[]): boolean {
  if (hasRole(ctx, Role.COORDINATOR)) return true;
  return hasRole(ctx, Role.OFFICER) && localities.some((id) => ctx.who.offices.includes(id));
}

import type { Revocable } from "../live/revocations.js";
import { Role } from "./role.js";

/** Who asks. An anonymous reader has the role VIEWER and no subject. */
export interface Identity extends Revocable {
  name: string | null;
  role: Role;
  /** Ids of the localities that the token names. */
  localities: readonly number[];
  /** Those and the ones they succeeded: whom an officer may act for. */
  offices: readonly number[];
  /** When the token ends, in milliseconds of the epoch; null for one that does not. */
  expiresAt: number | null;
}

/** Coordinators and admins see every row, and act without being a party. */
export function isCoordinator({ role }: Identity): boolean {
  return role === Role.COORDINATOR || role === Role.ADMIN;
}

/** Callers with equal keys may see and do the same. */
export function scopeKey({ role, localities, offices }: Identity): string {
  if (role === Role.VIEWER) return "reader";
  return role === Role.OFFICER ? `officer of ${inOrder(localities)} for ${inOrder(offices)}` : "all";
}

const inOrder = (ids: readonly number[]) => [...ids].sort((a, b) => a - b).join();

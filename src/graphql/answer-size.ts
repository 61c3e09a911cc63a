import type { ExecutionResult } from "graphql";
import { LONGEST, tooLong } from "../store/longest.js";
import { ReadyData } from "./compile/answer.js";

/** The refusal of an answer that is too long to be written, else null. What a database made is bounded there. */
export function refusalOfLong(data: unknown, isDone: boolean): ReturnType<typeof tooLong> | null {
  return data instanceof ReadyData || roomAfter(data, LONGEST) >= 0 ? null : tooLong(isDone);
}

/** The result, or the refusal alone. */
export function withinLength(result: ExecutionResult, isDone: boolean): ExecutionResult {
  const refusal = refusalOfLong(result.data, isDone);
  return refusal === null ? result : { errors: [refusal] };
}

/** Quotes, a colon, a comma. */
const AROUND = 4;

/** How many bytes are left of some when a value is written; below 0 as soon as there are none. */
function roomAfter(value: unknown, room: number): number {
  if (typeof value === "string") return room - Buffer.byteLength(value) - AROUND;
  if (value === null || typeof value !== "object") return room - AROUND;
  let left = room;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && left >= 0; i++) left = roomAfter(value[i], left);
    return left;
  }
  for (const key in value) {
    if (left < 0) break;
    left = roomAfter((value as Record<string, unknown>)[key], left - key.length);
  }
  return left;
}

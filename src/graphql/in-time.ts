import type { ExecutionResult } from "graphql";
import type { Deadline } from "../store/deadline.js";

/** Does the work within its time. */
export async function inTime<T>(deadline: Deadline, work: () => T | Promise<T>): Promise<T> {
  try {
    return await deadline.run(work);
  } finally {
    deadline.end();
  }
}

/** Of a query that was stopped, the refusal alone: of what it had by then, each missing part would tell it again. */
export function orRefusal(deadline: Deadline, result: ExecutionResult): ExecutionResult {
  const refusal = result.errors && deadline.refused;
  return refusal ? { errors: [refusal] } : result;
}

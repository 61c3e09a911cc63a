import { setImmediate as nextTurn } from "node:timers/promises";
import { Group, type Member, type Renderer } from "./group.js";
import type { LogRow } from "./log/log.js";
import type { Tail } from "./tail.js";

/**
 * Delivers each new row of the log to all who have caught up with it. Members that would be told the same form a
 * group: the row is read and rendered once for all of them, and filters only route.
 */
export class Hub<Row extends LogRow, Facts> {
  private readonly groups = new Map<string, Group<Row, Facts>>();

  constructor(private readonly tail: Tail<Row>) {
    tail.onRows((rows) => {
      for (const group of this.groups.values()) group.take(rows);
    });
    tail.onLost(() => {
      for (const group of this.groups.values()) group.fail(new Error("the log is another one now"));
    });
  }

  /**
   * Takes a member in that has been told everything up to its position. False if more has been read since:
   * it then has to catch up first. There is no await between the look and the join, so nothing falls between them.
   */
  tryJoin(key: string, member: Member<Facts>, makeRenderer: () => Renderer<Row, Facts>): boolean {
    if (this.tail.head > member.position) return false;
    let group = this.groups.get(key);
    if (group === undefined) {
      group = new Group(makeRenderer(), nextTurn);
      this.groups.set(key, group);
    }
    group.add(member);
    return true;
  }

  leave(key: string, member: Member<Facts>): void {
    const group = this.groups.get(key);
    if (group === undefined) return;
    group.remove(member);
    if (group.isEmpty) this.groups.delete(key);
  }

  get groupCount(): number {
    return this.groups.size;
  }
}

import { In } from "typeorm";
import { today } from "../../base/dates.js";
import { dialectOf, type Tx } from "../../store/db.js";
import { Statement } from "../../store/statements.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Commitment } from "./commitment.entity.js";

/**
 * The next free reference of a series:
 * the parties' labels, the year of the meeting or of today, a number: HN-QNA-2019-07.
 */
export async function nextReference(
  tx: Tx,
  parties: readonly { localityId: number }[],
  meetingId: number | null | undefined,
): Promise<string> {
  const localities = await tx.findBy(Locality, { id: In([...new Set(parties.map((party) => party.localityId))]) });
  const labels = localities
    .map((each) => each.abbreviation)
    .sort()
    .slice(0, 4);
  const meeting = meetingId == null ? null : await tx.findOneBy(Meeting, { id: meetingId });
  const year = (meeting?.heldOn ?? today()).slice(0, 4);
  return firstFree(tx, [...labels, year].join("-"));
}

/** Data files bring references of their own, so the counter steps over those that are taken. */
async function firstFree(tx: Tx, series: string): Promise<string> {
  for (;;) {
    const reference = `${series}-${String(await count(tx, series)).padStart(2, "0")}`;
    if (!(await tx.existsBy(Commitment, { reference }))) return reference;
  }
}

/** The first statement takes the series' row lock: simultaneous proposals wait for each other. */
async function count(tx: Tx, series: string): Promise<number> {
  const dialect = dialectOf(tx);
  const take = new Statement(dialect);
  await tx.query(
    `INSERT INTO reference_series (prefix, last) VALUES (${take.bind(series)}, 1)
      ON CONFLICT (prefix) DO UPDATE SET last = reference_series.last + 1`,
    take.values,
  );
  const read = new Statement(dialect);
  const [row] = await tx.query(`SELECT last FROM reference_series WHERE prefix = ${read.bind(series)}`, read.values);
  return row.last;
}

import { In } from "typeorm";
import { today } from "../../base/dates.js";
import { endsInHiddenWord, hiddenWord } from "../../base/hidden-word.js";
import { wrong } from "../../base/record.js";
import { Visibility } from "../../graphql/visibility.js";
import type { Tx } from "../../store/db.js";
import { ask, type Statement } from "../../store/statements.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Commitment } from "./commitment.entity.js";

/**
 * The next free reference of a series:
 * the parties' labels, the year of the meeting or of today, a number: HN-QNA-2019-07. What is born hidden has a word of
 * its own in place of the number, HN-QNA-2019-k7f3q: a gap would tell that it is there.
 */
export async function nextReference(
  tx: Tx,
  visibility: Visibility,
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
  const series = [...labels, year].join("-");
  return firstFree(tx, series, visibility === Visibility.PUBLIC ? () => nextNumber(tx, series) : hiddenWord);
}

/** Throws BAD_INPUT on a numbered reference for what is born hidden: the next one that is public would step over it. */
export function checkReference(reference: string | undefined, visibility: Visibility | undefined): void {
  if (visibility !== Visibility.PARTIES || reference === undefined || endsInHiddenWord(reference)) return;
  throw wrong(
    ["reference"],
    "that of a commitment which is not public ends in a word, like HN-QNA-2019-k7f3q: leave it out to be given one.",
  );
}

/** Data files bring references of their own, so the counter steps over those that are taken. */
async function firstFree(tx: Tx, series: string, end: () => Promise<string> | string): Promise<string> {
  for (;;) {
    const reference = `${series}-${await end()}`;
    if (!(await tx.existsBy(Commitment, { reference }))) return reference;
  }
}

/** The first statement takes the series' row lock: simultaneous proposals wait for each other. */
async function nextNumber(tx: Tx, series: string): Promise<string> {
  const take = (to: Statement) => `INSERT INTO reference_series (prefix, last) VALUES (${to.bind(series)}, 1)
      ON CONFLICT (prefix) DO UPDATE SET last = reference_series.last + 1`;
  await ask(tx, take);
  const read = (to: Statement) => `SELECT last FROM reference_series WHERE prefix = ${to.bind(series)}`;
  const [row] = (await ask(tx, read)) as [{ last: number }];
  return String(row.last).padStart(2, "0");
}

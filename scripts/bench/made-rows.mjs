// The rows of every table, in an order in which they may be inserted: objects whose keys are the columns.
import { lastDay } from "../../dist/base/dates.js";
import { searchKey, slug, sortKey } from "../../dist/base/text.js";
import { NEVER_DUE } from "../../dist/features/commitments/conditions.js";
import { Drafts } from "./made-drafts.mjs";
import { ACTS, FAMILY, GIVEN, MIDDLE, PLACES, POSTS, PROGRAMMES, REASONS, THINGS } from "./made-words.mjs";
import { seeded, seedOf } from "./seeded.mjs";

const instant = (time) => new Date(time).toISOString();

/** `[table, rows]` for each table. */
export function madeTables(size, world) {
  const drafts = new Drafts(size, world);
  return [
    ["leader", leaders(size, world)],
    ["post", posts(size, world)],
    ["initiative", initiatives(size, world)],
    ["initiative_participant", participants(size, world)],
    ["initiative_sector", initiativeSectors(size, world)],
    ["meeting", meetings(size, world)],
    ["commitment", commitments(drafts)],
    ["commitment_party", parties(drafts)],
    ["commitment_sector", parts(drafts, "sectors", (sector) => ({ sector_id: sector }))],
    ["commitment_speaker", parts(drafts, "speakers", (leader) => ({ leader_id: leader }))],
    ["status_change", statusChanges(drafts)],
  ];
}

function* numbered(table, first, count, row) {
  for (let index = 0; index < count; index++) yield { id: first + index, ...row(seeded(seedOf(table, index)), index) };
}

const leaders = ({ leaders }, { next }) =>
  numbered(2, next.leader, leaders, (chance, index) => {
    const name = [FAMILY, MIDDLE, GIVEN].map(chance.one).join(" ");
    return { key: `${slug(name)}-${index + 1}`, name, search_key: searchKey(name), sort_key: sortKey(name) };
  });

function* posts({ leaders }, { next, localities }) {
  for (let index = 0; index < leaders; index++) {
    const chance = seeded(seedOf(3, index));
    for (const [title_vi, title_en, body] of chance.some(POSTS, chance.between(1, 3))) {
      const from = chance.between(2010, 2024);
      yield {
        ...{ leader_id: next.leader + index, locality_id: chance.one(localities).id, title_vi, title_en, body },
        ...{ held_from: String(from), held_until: chance.next() < 0.5 ? String(from + 5) : null, observed_on: null },
      };
    }
  }
}

const initiatives = ({ initiatives }, { next }) =>
  numbered(4, next.initiative, initiatives, (chance, index) => {
    const [[kind, kindEn], [thing, thingEn], [place, placeEn]] = [PROGRAMMES, THINGS, PLACES].map(chance.one);
    const title = `${kind} ${thing} ${place} giai đoạn ${index + 1}`;
    const summary = chance.next() < 0.5 ? `${kind} giữa các địa phương về ${thing}.` : null;
    return {
      ...{
        key: `${slug(title)}`,
        title_vi: title,
        title_en: `${kindEn}, ${thingEn} of ${placeEn}, stage ${index + 1}`,
      },
      ...{ summary_vi: summary, summary_en: null, parent_id: null, period_from: "2019", period_until: "2030" },
      ...{
        rhythm: chance.one(["FIXED", "ONGOING", "YEARLY"]),
        search_key: searchKey(title, summary),
        sort_key: sortKey(title),
      },
    };
  });

function* participants({ initiatives }, { next, localities }) {
  for (let index = 0; index < initiatives; index++) {
    const chance = seeded(seedOf(5, index));
    for (const [place, { id }] of chance.some(localities, chance.between(2, 4)).entries())
      yield { initiative_id: next.initiative + index, locality_id: id, role: place === 0 ? "LEAD" : "PARTICIPANT" };
  }
}

function* initiativeSectors({ initiatives }, { next, sectors }) {
  for (let index = 0; index < initiatives; index++) {
    const chance = seeded(seedOf(6, index));
    for (const sector of chance.some(sectors, chance.between(1, 2)))
      yield { initiative_id: next.initiative + index, sector_id: sector };
  }
}

const meetings = ({ meetings }, { next, localities }) =>
  numbered(7, next.meeting, meetings, (chance, index) => {
    const host = chance.one(localities);
    const title = `Hội nghị hợp tác lần thứ ${index + 1} tại ${host.name}`;
    return {
      ...{ key: slug(title), title_vi: title, title_en: null, summary_vi: null, summary_en: null, note_vi: null },
      ...{ note_en: null, kind: chance.one(["CONFERENCE", "REVIEW", "WORKING_VISIT"]), state: "CLOSED" },
      ...{ held_on: `${chance.between(2019, 2025)}-0${chance.between(1, 9)}-15`, host_id: host.id },
      ...{ search_key: searchKey(title), sort_key: sortKey(title) },
    };
  });

/** References go by series, as the product gives them. */
function* commitments(drafts) {
  const { next, references, series } = drafts.world;
  for (let index = 0; index < drafts.size.commitments; index++) {
    const draft = { ...drafts.life(index), ...drafts.draft(index) };
    const labels = [...new Set([...draft.owes, ...draft.benefits].map((each) => each.abbreviation))].sort();
    const prefix = [...labels.slice(0, 4), instant(draft.times[0]).slice(0, 4)].join("-");
    let reference;
    do {
      series.set(prefix, (series.get(prefix) ?? 0) + 1);
      reference = `${prefix}-${String(series.get(prefix)).padStart(2, "0")}`;
    } while (references.has(reference));
    yield { id: next.commitment + index, key: null, reference, ...words(draft, reference, index), ...facts(draft) };
  }
}

function words({ chance }, reference, index) {
  const [[act, actEn], [thing, thingEn], [place, placeEn]] = [ACTS, THINGS, PLACES].map(chance.one);
  const title_vi = `${act} ${thing} ${place} số ${index + 1}`;
  const title_en = chance.next() < 0.5 ? `${actEn} ${thingEn} of ${placeEn} no. ${index + 1}` : null;
  const described = chance.next() < 0.5;
  const description_vi = described ? `Hai bên thống nhất ${act.toLowerCase()} ${thing} tại ${place}.` : null;
  const search_key = searchKey(reference, title_vi, title_en, description_vi);
  return { title_vi, title_en, description_vi, description_en: null, search_key, sort_key: sortKey(title_vi) };
}

function facts({ path, times, kind, visibility, dueOn, owes, initiative, meeting }) {
  return {
    ...{ kind, visibility, status: path.at(-1), status_since: instant(times.at(-1)), version: path.length },
    ...{ due_on: dueOn, due_end: dueOn === null ? NEVER_DUE : lastDay(dueOn), proposed_by_id: owes[0].id },
    ...{ initiative_id: initiative, meeting_id: meeting, created_at: instant(times[0]) },
  };
}

function* parties(drafts) {
  for (let index = 0; index < drafts.size.commitments; index++) {
    const { owes, benefits } = drafts.draft(index);
    const commitment_id = drafts.world.next.commitment + index;
    for (const { id } of owes) yield { commitment_id, locality_id: id, role: "OWES" };
    for (const { id } of benefits) yield { commitment_id, locality_id: id, role: "BENEFITS" };
  }
}

function* parts(drafts, part, columns) {
  for (let index = 0; index < drafts.size.commitments; index++) {
    for (const each of drafts.draft(index)[part])
      yield { commitment_id: drafts.world.next.commitment + index, ...columns(each) };
  }
}

const REASONED = ["STALLED", "DISPUTED", "DECLINED", "CANCELLED"];

function* statusChanges(drafts) {
  const { next, position } = drafts.world;
  let place = position;
  for (const { index, step, at, proposer } of drafts.changes()) {
    const { path } = drafts.life(index);
    const to = path[step];
    const chance = seeded(seedOf(8, ++place));
    const evidence = to === "REPORTED_DONE" ? '[{"title":"Biên bản nghiệm thu","url":null,"note":null}]' : "[]";
    yield {
      ...{ position: place, mark: chance.mark(), commitment_id: next.commitment + index, to_status: to },
      ...{ from_status: path[step - 1] ?? null, reason: REASONED.includes(to) ? chance.one(REASONS) : null },
      ...{ evidence, by_subject: `officer-${proposer}`, by_role: "OFFICER" },
      ...{ by_name: `${chance.one(FAMILY)} ${chance.one(GIVEN)}`, by_localities: `[${proposer}]` },
      ...{ at: instant(at), dated_on: null, meeting_id: null, reverts_id: null },
    };
  }
}

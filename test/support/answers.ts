import type { World } from "./hidden.js";
import type { Question } from "./questions.js";
import type { Person, Register } from "./register.js";

/** What a reader is answered in a world, in a form in which worlds can be compared. */

export interface Told {
  name: string;
  root: string;
  /** As it came. */
  raw: string;
  /** Without what may differ. */
  text: string;
  data: any;
}

export interface Asked {
  register: Register;
  world: World;
  asked: readonly Question[];
}

const AT_ONCE = 4;

export async function answers({ register, world, asked }: Asked, as?: Person): Promise<Told[]> {
  const told: Told[] = [];
  const queue = [...asked.entries()];
  const reader = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, { name, root, query }] = next;
      const { data, errors } = await register.ask(query, {}, as);
      const raw = JSON.stringify({ data, errors });
      told[index] = { name, root, raw, text: comparable(raw, world), data };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return told;
}

/**
 * Two worlds may differ in cursors, which are made with a key of the database (what is equal stays equal: each is called
 * by when it comes up first), and in the instants at which their histories were made. Ids and references may not: a gap
 * among them would tell.
 */
export function comparable(text: string, { begun }: World): string {
  const names = new Map<string, string>();
  const nameOf = (token: string) => {
    if (!names.has(token)) names.set(token, `#${names.size}`);
    return names.get(token);
  };
  return text
    .replace(/"((?:dressed_)?(?:cursor|liveCursor|startCursor|endCursor))":"([^"]*)"/g, (_all, key, token) => {
      return `"${key}":"${nameOf(token)}"`;
    })
    .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, (instant) => (Date.parse(JSON.parse(instant)) < begun ? instant : '"now"'))
    .replace(/\d\d:\d\d,? \d{1,2}[/ ]\w+[/ ]\d{4}/g, "now"); // in the record of a meeting
}

/** What is answered by who asks: who that is, and what admins alone are told. */
const BY_PERSON = ["viewer", "auditLog"];

/** Without the steps that the asker may take: those who see the same may not all do the same. */
export const sightIn = (told: Told): Told => ({
  ...told,
  text: told.text.replace(/"((?:dressed_)?nextStatuses)":\[[^\]]*\]/g, '"$1":"as the asker may"'),
});

/** Where answers to the same questions differ, and how. */
export function differences(told: readonly Told[], expected: readonly Told[]): object[] {
  return told.flatMap((each, index) => {
    const other = expected[index] as Told;
    return BY_PERSON.includes(each.root) || each.text === other.text ? [] : [difference(each, other)];
  });
}

function difference(one: Told, other: Told): object {
  let at = 0;
  while (one.text[at] === other.text[at]) at++;
  const around = ({ text }: Told) => text.slice(Math.max(0, at - 200), at + 200);
  return { name: one.name, is: around(one), shouldBe: around(other) };
}

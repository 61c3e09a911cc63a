import { ask } from "../pages/ask.js";
import { dayOf } from "../pages/dates.js";
import { language } from "../pages/words.js";
import { say } from "./desk-words.js";
import {
  CarryOverDocument,
  FindCommitmentsDocument,
  FindLocalitiesDocument,
  SectorsDocument,
} from "./graphql.generated.js";
import type { Choice } from "./use-choices.js";

/** Localities by name; those that are likely come before anything is typed. */
export const localities =
  (token: string | null, likely: readonly Choice[] = []) =>
  async (text: string): Promise<readonly Choice[]> => {
    if (text === "") return likely;
    const { localities: found } = await ask(FindLocalitiesDocument, { text, language }, { token });
    return found.nodes.map(({ id, name, existsUntil, predecessors }) => ({
      ...{ id, name },
      hint: existsUntil ? say.until(dayOf(existsUntil)) : heir(text, name, predecessors),
    }));
  };

/** What is found for the name of one that it has succeeded says so. */
function heir(text: string, name: string, predecessors: readonly { name: string }[]): string | undefined {
  const before = predecessors.filter((each) => each.name !== name && plain(each.name).startsWith(plain(text)));
  return before.length === 0 ? undefined : say.heirOf(before.map((each) => each.name).join(", "));
}

/** Commitments by their words or reference; before anything is typed, those that should be on the table. */
export const commitments =
  (token: string | null, likely: Promise<readonly Choice[]>) =>
  async (text: string): Promise<readonly Choice[]> => {
    if (text === "") return likely;
    const { commitments: found } = await ask(FindCommitmentsDocument, { text, language }, { token });
    return found.nodes.map(({ id, title, reference }) => ({ id, name: title, hint: reference }));
  };

/** What should be on the table and is not on the agenda yet, with the reasons. */
export async function carriedOver(
  token: string | null,
  meeting: string,
  tabled: ReadonlySet<string>,
): Promise<Choice[]> {
  const { meeting: found } = await ask(CarryOverDocument, { meeting, language }, { token });
  const missing = (found?.carryOver.nodes ?? []).filter(({ commitment }) => !tabled.has(commitment.id));
  return missing.map(({ commitment: { id, title, reference }, reasons }) => ({
    ...{ id, name: title },
    hint: [reference, ...reasons.map((reason) => say[reason])].join(" · "),
  }));
}

/** All sectors of both levels, then those whose name has what is typed, whatever its marks. */
export function sectors(token: string | null): (text: string) => Promise<readonly Choice[]> {
  const all = ask(SectorsDocument, { language }, { token }).then(({ sectors: listed }) =>
    listed.map(({ id, name, parent }) => ({ id, name, ...(parent && { hint: parent.name }) })),
  );
  all.catch(() => undefined); // told when it is asked for
  return async (text) => (await all).filter(({ name }) => plain(name).includes(plain(text)));
}

const plain = (text: string): string =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();

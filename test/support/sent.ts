import type { Answer } from "./http.js";
import type { Person, Register } from "./register.js";

/** A register that can be asked as a person of the story. */
export type Asked = Pick<Register, "ask">;

/** The text of a mutation, which has one input and one payload of its own. */
export function mutationOf(name: string, payload = "__typename"): string {
  const Name = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return `mutation ($input: ${Name}Input!) { ${name}(input: $input) { ${payload} } }`;
}

/** The data of an answer; a refusal fails the story. */
export function done({ data, errors }: Answer): any {
  if (errors) throw new Error(JSON.stringify(errors, null, 2));
  return data;
}

const nounOf = (mutation: string) => mutation.replace(/^[a-z]+/, "").toLowerCase();

/** Creates or updates a record. */
export function save(register: Asked, mutation: string, input: object, as?: Person, fields = "id"): Promise<Answer> {
  return register.ask(mutationOf(mutation, `${nounOf(mutation)} { ${fields} }`), { input }, as);
}

/** The same, where a refusal fails the story; gives the record. */
export async function saved(...asked: Parameters<typeof save>): Promise<any> {
  const [, mutation] = asked;
  return done(await save(...asked))[mutation][nounOf(mutation)];
}

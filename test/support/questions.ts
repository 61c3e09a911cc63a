import { type GraphQLInputObjectType, type GraphQLSchema, getNamedType, isEnumType } from "graphql";
import { SECRET_WORD, type World } from "./hidden.js";
import { type Given, type How, Walk } from "./walk.js";

/** Everything that can be asked of a world, from every field of the root. */

export interface Question {
  root: string;
  name: string;
  query: string;
}

/** Of every term of a filter, what holds for the hidden promise, or nearly. */
const TERMS: Record<string, string[]> = {
  status: ["[DISPUTED, IN_PROGRESS, STALLED]"],
  party: ['["ha-noi"]', '["da-nang"]'],
  owedBy: ['["ha-noi"]'],
  benefits: ['["quang-nam"]'],
  between: ['["ha-noi", "da-nang"]'],
  responsibleNow: ['["da-nang"]'],
  sector: ['["energy"]', '["agriculture"]'],
  initiative: ['["trade-fairs"]'],
  meeting: ["MEETINGS"],
  tabledAt: ["MEETINGS"],
  saidBy: ['["phan-viet-cuong"]', '["nguyen-duc-chung"]'],
  kind: ["[REQUEST]"],
  dueBefore: ['"2019-04"'],
  dueAfter: ['"2019-02"'],
  overdue: ["true", "false"],
  stale: ["true", "false"],
  search: [`"${SECRET_WORD}"`, '"nha may"'],
  and: ['[{ owedBy: ["ha-noi"] }, { overdue: true }]'],
  or: ['[{ sector: ["energy"] }, { status: [DISPUTED] }]'],
  not: ['{ benefits: ["hue"] }'],
};

const DIMENSIONS = ["STATUS", "SECTOR", "OWED_BY", "BENEFITS", "INITIATIVE", "MEETING", "KIND", "DUE_YEAR"];
const PAIRS = DIMENSIONS.flatMap((one, index) => DIMENSIONS.slice(index).map((other) => `[${one}, ${other}]`));

/** What hangs on the groups: too many may be counted to ask for all of it. */
const GROUPS = {
  "[SECTOR, INITIATIVE]": ["sector", "initiative"],
  OWED_BY: ["locality"],
  "[OWED_BY, BENEFITS]": ["owedBy", "benefits"],
  MEETING: ["meeting"],
};

/** What fields below the root are given, where they take more than a page. */
export const givenBelow = ({ midway }: World): Given => ({
  ...{ language: "EN", at: `"${midway}"`, asOf: `"${midway}"`, role: "OWES" },
  commitments: { filter: '{ owedBy: ["ha-noi"] }', orderBy: "{ field: DUE_ON }" },
  progress: { filter: '{ owedBy: ["ha-noi"] }' },
  leaders: { filter: '{ search: "n" }', orderBy: "{ field: NAME, direction: DESC }" },
  initiatives: { filter: '{ participant: ["ha-noi"] }', orderBy: "{ field: KEY }" },
  meetings: { filter: '{ locality: ["ha-noi"] }', orderBy: "{ field: LATEST, direction: DESC }" },
});

export function questions(schema: GraphQLSchema, world: World): Question[] {
  const walk = new Walk(schema, givenBelow(world));
  const asked: Question[] = [];
  const ask: Ask = (root, args, how = {}) =>
    void asked.push({ root, name: `${root}${args} ${JSON.stringify(how)}`, query: walk.from(root, args, how) });
  const shallow = (root: string, ...args: string[]) => {
    for (const [index, each] of args.entries()) ask(root, `(${each})`, { deep: false, views: index % 2 === 0 });
  };
  rows(ask, world);
  for (const [root, filters] of Object.entries(FILTERED)) {
    ask(root, root === "statusChanges" ? "(last: 3)" : "(first: 2)");
    const orders = ordersOf(schema, root).flatMap((order) => [`last: 2, ${order}`, `first: 100, ${order}`]);
    shallow(root, ...orders, ...(orders.length === 0 ? ["first: 2", "first: 100"] : []));
    shallow(root, ...filters(schema, world).map((filter) => `first: 100, filter: ${filter}`));
  }
  for (const each of PAIRS) ask("commitmentStats", `(groupBy: ${each})`, { deep: false });
  for (const filter of commitmentFilters(schema, world))
    shallow("commitmentStats", `groupBy: STATUS, filter: ${filter}`);
  for (const instant of ["2019-01-01T00:00:00.000Z", "2099-01-01T00:00:00.000Z"])
    ask("commitmentStats", `(groupBy: STATUS, asOf: "${instant}")`, { deep: false });
  for (const each of DIMENSIONS) ask("commitmentStats", `(groupBy: ${each}, asOf: "${world.midway}")`, { deep: false });
  for (const [groupBy, groups] of Object.entries(GROUPS)) {
    const below = groups.map((group) => `${group} { commitments(first: 2) { nodes { reference title } } }`);
    const query = `{ commitmentStats(groupBy: ${groupBy}) { ${below.join(" ")} } }`;
    asked.push({ root: "commitmentStats", name: `commitments below ${groupBy}`, query });
  }
  for (const text of [SECRET_WORD, "ve nha may", "vuon", "ha noi", "hoi"])
    for (const only of ["Locality", "Leader", "Initiative", "Meeting", "Commitment"])
      ask("search", `(text: "${text}", first: 3)`, { only, deep: false });
  return asked;
}

type Ask = (root: string, args: string, how?: How) => void;

/** Single things by all their names; with all that hangs on them where nothing else is asked for that. */
function rows(ask: Ask, { open, closed, session, scheduled, ids }: World): void {
  ask("viewer", "");
  ask("sectors", "", { deep: false });
  ask("sector", '(key: "energy")');
  ask("commitment", `(id: "${open.id}")`, { deep: false });
  ask("commitment", `(reference: "${open.reference}")`);
  for (const key of ["quan-nam", "da-nang"]) ask("locality", `(key: "${key}")`);
  ask("locality", '(code: "49", scheme: GSO, on: "2024-01-01")', { deep: false });
  ask("initiative", '(key: "trade-fairs")');
  ask("initiative", '(key: "hoi-cho-nho")', { views: true });
  ask("leader", '(key: "nguyen-duc-chung")');
  ask("leader", '(key: "phan-viet-cuong")', { deep: false });
  ask("meeting", `(id: "${closed.id}")`);
  for (const { id } of [session, scheduled]) ask("meeting", `(id: "${id}")`, { views: true });
  const hasNoOtherRoot = ["StatusChange", "AgendaItem", "Post"];
  for (const [only, id] of Object.entries(ids))
    ask("node", `(id: "${id}")`, { only, deep: hasNoOtherRoot.includes(only) });
  ask("nodes", `(ids: ["${Object.values(ids).join('", "')}"])`, { only: "Meeting", deep: false });
  ask("nodes", `(ids: ["${ids.Commitment}", "${ids.Meeting}"])`, { only: "Meeting", views: true });
}

const FILTERED: Record<string, (schema: GraphQLSchema, world: World) => string[]> = {
  commitments: commitmentFilters,
  statusChanges: commitmentFilters,
  auditLog: () => ['{ subject: "dung" }'],
  localities: () => ['{ search: "ha" }'],
  leaders: () => ['{ locality: ["ha-noi"] }', `{ search: "${SECRET_WORD}" }`],
  initiatives: () => ['{ sector: ["energy"] }', `{ search: "${SECRET_WORD}" }`],
  meetings: () => ['{ locality: ["da-nang"] }', "{ state: [IN_SESSION] }", `{ search: "${SECRET_WORD}" }`],
};

/** One for every value of every term there is. */
function commitmentFilters(schema: GraphQLSchema, { closed, session, scheduled }: World): string[] {
  const { getFields } = schema.getType("CommitmentFilter") as GraphQLInputObjectType;
  const meetings = [closed, session, scheduled].map(({ id }) => `"${id}"`).join(", ");
  return Object.keys(getFields.call(schema.getType("CommitmentFilter"))).flatMap((term) => {
    const values = TERMS[term];
    if (values === undefined)
      throw new Error(`say in ${import.meta.url} what the filter's new term "${term}" is given`);
    return values.map((value) => `{ ${term}: ${value.replace("MEETINGS", `[${meetings}]`)} }`);
  });
}

function ordersOf(schema: GraphQLSchema, root: string): string[] {
  const arg = schema
    .getQueryType()
    ?.getFields()
    [root]?.args.find(({ name }) => name === "orderBy");
  if (arg === undefined) return [];
  const by = getNamedType((getNamedType(arg.type) as GraphQLInputObjectType).getFields().field?.type as never);
  const values = isEnumType(by) ? (by as any).getValues() : [];
  return values.flatMap(({ name }: { name: string }) =>
    ["ASC", "DESC"].map((way) => `orderBy: { field: ${name}, direction: ${way} }`),
  );
}

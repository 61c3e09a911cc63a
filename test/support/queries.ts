import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isLeafType,
  isObjectType,
} from "graphql";
import { encodeText } from "../../src/base/text.js";
import { DATES, INITIATIVES, LEADERS, LOCALITIES, MEETINGS, SECTORS, WORDS } from "./promises.js";

/** Queries as a front end might ask them, and as none would: any field, any nesting, any argument. */

const DEPTH = 5;
/** By the name of an argument: what it may be. */
const GIVEN: Record<string, readonly string[]> = {
  first: ["1", "2", "3", "null"],
  last: ["1", "2"],
  language: ["EN", "VI"],
  role: ["OWES", "BENEFITS"],
  at: ['"2020-01-01T00:00:00.000Z"', '"2025-06-01T12:00:00.000Z"'],
  id: ["Commitment:3", "Locality:34", "Sector:2", "StatusChange:5", "Leader:1", "Post:2", "Nonsense:1"].map(
    (id) => `"${encodeText(id)}"`,
  ),
  key: ['"quang-nam"', '"health"', '"party-exchange"', '"nguyen-duc-chung"', ...MEETINGS.map((key) => `"${key}"`)],
  reference: ['"HN-QNA-2019-01"', '"HN-QNA-2019-07"', '"none"'],
};
const FILTERS: Record<string, readonly string[]> = {
  CommitmentFilter: [
    ...LOCALITIES.map((key) => `{ owedBy: ["${key}"], status: [IN_PROGRESS] }`),
    ...SECTORS.map((key) => `{ sector: ["${key}"], not: { overdue: true } }`),
    ...LEADERS.map((key) => `{ or: [{ saidBy: "${key}" }, { stale: true }] }`),
    ...INITIATIVES.map((key) => `{ initiative: ["${key}"] }`),
    ...MEETINGS.map((key) => `{ tabledAt: ["${key}"] }`),
    ...WORDS.map((word) => `{ search: "${word}" }`),
    ...DATES.map((date) => `{ dueAfter: "${date}", benefits: "quang-nam", status: PROPOSED }`),
  ],
  LocalityFilter: ['{ kind: [CITY], existsOn: "2024-01-01" }', '{ search: "quang" }', "{ kind: [] }"],
  LeaderFilter: ['{ locality: ["ha-noi"] }', '{ search: "ng" }'],
  InitiativeFilter: ['{ participant: ["quang-nam"] }', '{ sector: "health" }'],
  MeetingFilter: ['{ locality: "ha-noi" }', "{ state: [CLOSED] }"],
};

/** A query of one or two fields of the root, by the numbers that `random` gives, from 0 to 1. */
export function imagineQuery(schema: GraphQLSchema, random: () => number): string {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter((field) => field.extensions.view);
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const chance = (part: number) => random() < part;
  const orderOf = (type: GraphQLNamedType) => {
    const fields = (
      schema.getType(type.name) as unknown as { getFields(): Record<string, { type: unknown }> }
    ).getFields();
    const by = getNamedType(fields.field?.type as never) as unknown;
    const values = isEnumType(by) ? by.getValues() : [];
    return `{ field: ${pick(values).name}, direction: ${pick(["ASC", "DESC"])} }`;
  };

  function args(field: GraphQLField<unknown, unknown>, isRoot: boolean): string {
    const names = field.args.map((each) => each.name);
    const isList = names.includes("first");
    const given: string[] = [];
    for (const { name, type } of field.args) {
      const values =
        FILTERS[getNamedType(type).name] ?? (name === "orderBy" ? [orderOf(getNamedType(type))] : GIVEN[name]);
      const isNeeded =
        (isRoot && !isList && (name === "key" || name === "reference" || (name === "id" && field.name === "node"))) ||
        name === "at";
      if (values === undefined || !(isNeeded || chance(0.4))) continue;
      if (isRoot && !isList && !isNeeded) continue;
      if (name === "last" && given.some((each) => each.startsWith("first: ") && !each.endsWith("null"))) continue;
      given.push(`${name}: ${pick(values)}`);
    }
    return given.length === 0 ? "" : `(${given.join(", ")})`;
  }

  function selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter((field) => depth > 0 || isLeafType(getNamedType(field.type)));
    const chosen = fields.filter(() => chance(depth > 2 ? 0.4 : 0.3));
    const texts = (chosen.length === 0 ? [fields[0] as (typeof fields)[0]] : chosen).map((field) => one(field, depth));
    if (chance(0.2)) texts.push("__typename");
    if (chance(0.2)) texts.push(`... on ${type.name} { ${one(pick(fields), depth)} }`);
    return texts.join(" ");
  }

  /** Of what may be anything: something of one type. */
  function ofNode(depth: number): string {
    const type = pick(schema.getPossibleTypes(schema.getType("Node") as GraphQLInterfaceType));
    return `id __typename ... on ${type.name} { ${selection(type, depth - 1)} }`;
  }

  let aliases = 0;
  function one(field: GraphQLField<unknown, unknown>, depth: number, isRoot = false): string {
    const given = args(field, isRoot);
    // Two fields of one name with other arguments may not meet: where there are any, an alias keeps them apart.
    const alias = given !== "" || chance(0.1) ? `a${aliases++}: ` : "";
    const type = getNamedType(field.type);
    const inner = isLeafType(type) ? "" : ` { ${isObjectType(type) ? selection(type, depth - 1) : ofNode(depth - 1)} }`;
    const condition = chance(0.05) ? ` @include(if: $yes)` : "";
    return isObjectType(type) && alias === ""
      ? `a${aliases++}: ${field.name}${inner}`
      : `${alias}${field.name}${given}${condition}${inner}`;
  }

  const root = () => one(pick(roots), DEPTH, true);
  return `query ($yes: Boolean = true) { ${root()} ${chance(0.3) ? root() : ""} yes: __typename @skip(if: $yes) }`;
}

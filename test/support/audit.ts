import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from "graphql";
import type { Register } from "./register.js";
import { mutationOf } from "./sent.js";

const schema = buildSchema(readFileSync("schema.graphql", "utf8"));

/** Every mutation of the contract, with the least that it must be given: made-up ids and words. */
export const EVERY_MUTATION = Object.values(schema.getMutationType()?.getFields() ?? {}).map(({ name, args }) => ({
  name,
  query: mutationOf(name),
  input: least(args[0]?.type as GraphQLInputType) as object,
}));

function least(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return least(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return "khong-co";
  const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(needed.map((field) => [field.name, least(field.type)]));
}

const LINES = `query ($filter: AuditFilter, $first: Int, $after: String) { auditLog(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { id at subject name role localities { key } address mutation recordType recordId
    record { __typename id } called refusedFor repeated } } }`;

/** Lines of the audit log, newest first, as the admin reads them. */
export async function linesOf(register: Register, filter: object = {}, page: object = {}): Promise<any[]> {
  return (await logOf(register, filter, page)).nodes;
}

export async function logOf(register: Register, filter: object = {}, page: object = {}): Promise<any> {
  return (await register.get(LINES, { filter, ...page }, "admin")).auditLog;
}

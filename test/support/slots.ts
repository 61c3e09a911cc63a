import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  print,
} from "graphql";

/** Every place of a schema where a text or a list may be put in, found by walking it. */

type Field = GraphQLField<unknown, unknown>;
type Step = "list" | { field: string; of: GraphQLInputObjectType };
type Path = readonly Step[];

export interface Slot {
  /** Such as `Locality.commitments(filter.sector[])`. */
  name: string;
  kind: "text" | "list";
  owner: string;
  field: string;
  /** What the list holds. */
  element: unknown;
  /** Asks for the field once for each of so many variables, `$v0…`, below where `way` leads to its owner. */
  document(count: number, way: string): string;
  /** The value of such a variable, with this in its place; the rest is as in the example, or the least that is needed. */
  holding(value: unknown, example?: object): unknown;
}

/** What is put where something is needed. */
const FILLINGS: Record<string, unknown> = {
  ...{ localityId: "ha-noi", leaderId: "nguyen-chin", documentId: "bao-cao-hoi-nghi-ha-noi-quang-nam" },
  ...{ localityIds: "ha-noi", sectorIds: "energy", saidByIds: "nguyen-chin", on: "2025-07-01" },
};

export function slotsOf(schema: GraphQLSchema): Slot[] {
  const owners = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith("__"));
  return owners.flatMap((owner) =>
    Object.values((owner as GraphQLObjectType).getFields()).flatMap((field) =>
      field.args.flatMap((arg) =>
        placesIn(arg.name, arg.type).map(({ path, type }) => toSlot(owner.name, field, arg, path, type)),
      ),
    ),
  );
}

function toSlot(owner: string, field: Field, arg: GraphQLArgument, path: Path, type: GraphQLInputType): Slot {
  const words = path.map((step) => (step === "list" ? "[]" : `.${step.field}`)).join("");
  const last = path.findLast((step) => step !== "list");
  return {
    ...{ name: `${owner}.${field.name}(${arg.name}${words})`, owner, field: field.name },
    kind: isListType(type) ? "list" : "text",
    element: isListType(type) ? fill(last?.field ?? arg.name, type.ofType) : undefined,
    document: (count, way) => documentOf(owner, field, arg, count, way),
    holding: (value, example) => put(path, value, example),
  };
}

/** What can be too long: texts of every scalar that is written as one, and lists. An input within itself counts once. */
function placesIn(name: string, of: GraphQLInputType, path: Path = []): { path: Path; type: GraphQLInputType }[] {
  const type = getNullableType(of);
  if (isListType(type)) return [{ path, type }, ...placesIn(name, type.ofType, [...path, "list"])];
  if (!isInputObjectType(type))
    return isEnumType(type) || ["Int", "Boolean"].includes(type.name) ? [] : [{ path, type }];
  if (path.some((step) => step !== "list" && step.of === type)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    placesIn(field.name, field.type, [...path, { field: field.name, of: type }]),
  );
}

/** The least that a type takes. */
function fill(name: string, of: GraphQLInputType): unknown {
  const type = getNullableType(of);
  if (isListType(type)) return [fill(name, type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return filled(type, {});
  return FILLINGS[name] ?? "chu";
}

function filled(type: GraphQLInputObjectType, having: Record<string, unknown>): object {
  const missing = Object.values(type.getFields()).filter(
    (each) => isRequiredInputField(each) && !(each.name in having),
  );
  return { ...Object.fromEntries(missing.map((each) => [each.name, fill(each.name, each.type)])), ...having };
}

function put([step, ...rest]: Path, value: unknown, example: unknown): unknown {
  if (step === undefined) return value;
  if (step === "list") return [put(rest, value, (example as unknown[] | undefined)?.[0])];
  const having = { ...(example as Record<string, unknown>) };
  return filled(step.of, { ...having, [step.field]: put(rest, value, having[step.field]) });
}

function documentOf(owner: string, field: Field, arg: GraphQLArgument, count: number, way: string): string {
  const others = field.args.filter((each) => each !== arg && isRequiredArgument(each));
  const rest = others.map(({ name, type }) => `, ${name}: ${print(astFromValue(fill(name, type), type) as never)}`);
  const indexes = Array.from({ length: count }, (_, index) => index);
  const asked = (index: number) => `${field.name}(${arg.name}: $v${index}${rest.join("")}) ${shown(field.type)}`;
  const operation = ["Mutation", "Subscription"].includes(owner) ? owner.toLowerCase() : "query";
  return `${operation} (${indexes.map((index) => `$v${index}: ${arg.type}`).join(", ")}) {
    ${indexes.map((index) => `n${index}: ${way.replace("…", asked(index))}`).join("\n")} }`;
}

/** What tells one answer from another: the rows, where it is a page of them. */
function shown(of: GraphQLOutputType): string {
  const type = getNamedType(of);
  if (isAbstractType(type)) return "{ __typename }";
  if (!isObjectType(type)) return "";
  const { nodes, id } = type.getFields();
  if (nodes !== undefined) return `{ totalCount nodes ${shown(nodes.type)} }`;
  return id === undefined ? "{ __typename }" : "{ id }";
}

/** How every type is reached from a root, through `node(id)` where there is an id: a selection with a hole, `…`. */
export function waysTo(schema: GraphQLSchema, ids: ReadonlyMap<string, string>): Map<string, string> {
  const ways = new Map(["Query", "Mutation", "Subscription"].map((root) => [root, "…"]));
  for (const [type, id] of ids) ways.set(type, `node(id: "${id}") { ... on ${type} { … } }`);
  for (const [name, way] of ways) {
    if (name === "Mutation" || name === "Subscription") continue;
    for (const field of Object.values((schema.getType(name) as GraphQLObjectType).getFields())) {
      const next = getNamedType(field.type);
      if (isObjectType(next) && !ways.has(next.name) && !field.args.some(isRequiredArgument))
        ways.set(next.name, way.replace("…", `${field.name} { … }`));
    }
  }
  return ways;
}

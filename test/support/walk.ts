import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/** Documents that are made of the schema itself: a new field is walked without anybody having to remember it. */

type Field = GraphQLField<unknown, unknown>;

/** By a field's name, and then by that of an argument, or by an argument's name alone: what it is given below the root. */
export type Given = Record<string, string | Record<string, string>>;

export interface How {
  /** Everything below, or what lies right there. */
  deep?: boolean;
  /** Only what one statement can answer. */
  views?: boolean;
  /** Of a root that may give several types, this one. */
  only?: string;
  operation?: "query" | "subscription";
}

interface Branch {
  type: GraphQLObjectType;
  /** Lists above it: pages of pages grow fast. */
  lists: number;
  texts: string[];
  below: { head: string; branch: Branch }[];
}

const MOST_LISTS = 2;
const PAGE = "first: 2";
const WRAPPING = /(Connection|Edge|PageInfo)$/;

/** A field that its resolver alone can answer. */
const hasRuleOfItsOwn = (type: GraphQLObjectType, field: Field) =>
  !WRAPPING.test(type.name) &&
  field.extensions.view === undefined &&
  (!isLeafType(getNamedType(field.type)) || isListType(getNullableType(field.type)));

/** Begins the response key of a field that is asked for once more, with all the arguments that it takes. */
export const DRESSED = "dressed_";

export class Walk {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly given: Given,
  ) {}

  /** A document for everything below a field of the root. */
  from(root: string, args: string, { deep = true, views = false, only = "", operation = "query" }: How = {}): string {
    const roots = operation === "query" ? this.schema.getQueryType() : this.schema.getSubscriptionType();
    const field = roots?.getFields()[root] as Field;
    const branches = this.typesOf(field, only).map((type) => this.tree(type, deep ? MOST_LISTS : 0, views));
    const fragments = branches.map((branch) => this.print(branch, isAbstractType(getNamedType(field.type))));
    return `${operation} { ${root}${args} { ${fragments.join(" ")} } }`;
  }

  /** What a root may give. */
  private typesOf(field: Field, only: string): readonly GraphQLObjectType[] {
    const type = getNamedType(field.type);
    if (!isAbstractType(type)) return [type as GraphQLObjectType];
    return this.schema.getPossibleTypes(type).filter(({ name }) => name === only);
  }

  /** Every field of every type once, where the way to it is the shortest. */
  private tree(type: GraphQLObjectType, lists: number, views: boolean): Branch {
    const root: Branch = { type, lists: MOST_LISTS - lists, texts: [], below: [] };
    const seen = new Set<string>();
    for (const queue = [root], next = () => queue.shift(); queue.length > 0; ) {
      const branch = next() as Branch;
      for (const field of Object.values(branch.type.getFields())) {
        if (views && hasRuleOfItsOwn(branch.type, field)) continue;
        const below = this.branch(branch, field, seen);
        if (below !== null) queue.push(below);
      }
    }
    return root;
  }

  private branch(parent: Branch, field: Field, seen: Set<string>): Branch | null {
    const type = getNamedType(field.type);
    const dressed = this.argsOf(field, true);
    const args = this.argsOf(field, false);
    if (isLeafType(type)) {
      parent.texts.push(`${field.name}${args}`);
      if (dressed !== args) parent.texts.push(`${DRESSED}${field.name}: ${field.name}${dressed}`);
      return null;
    }
    if (isAbstractType(type)) parent.texts.push(`${field.name}${args} { __typename }`);
    const name = `${parent.type.name}.${field.name}`;
    const isPaged = field.args.some((each) => each.name === "first");
    const isWrapping = WRAPPING.test(parent.type.name);
    if (seen.has(name) || !isObjectType(type) || (parent.lists >= MOST_LISTS && !isWrapping)) return null;
    seen.add(name);
    const branch: Branch = { type, lists: parent.lists + (isPaged ? 1 : 0), texts: [], below: [] };
    parent.below.push({ head: `${field.name}${args}`, branch });
    if (dressed !== args)
      parent.texts.push(`${DRESSED}${field.name}: ${field.name}${dressed} { ${this.leaves(type).join(" ")} }`);
    return branch;
  }

  /** The plain values of a type, and of a page what it is a page of. */
  private leaves(type: GraphQLObjectType): string[] {
    return Object.values(type.getFields()).flatMap((field) => {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return this.needs(field) ? [] : [field.name];
      if (!/^(nodes|edges|pageInfo)$/.test(field.name) || !isObjectType(inner)) return [];
      return [`${field.name} { ${this.leaves(inner).join(" ")} }`];
    });
  }

  private needs = (field: Field) => field.args.some(isRequiredArgument);

  /** What a field is given: what it needs and a small page; or `all` that there is anything to give for. */
  argsOf(field: Field, all: boolean): string {
    const own = this.given[field.name];
    const texts = field.args.flatMap((arg) => {
      const { name } = arg;
      const value = (typeof own === "object" ? own[name] : undefined) ?? this.given[name];
      if (name === "first") return [PAGE];
      const isGiven = typeof value === "string" && (all || isRequiredArgument(arg));
      return isGiven ? [`${name}: ${value}`] : [];
    });
    return texts.length === 0 ? "" : `(${texts.join(", ")})`;
  }

  private print({ type, texts, below }: Branch, isFragment: boolean): string {
    const inner = below.map(({ head, branch }) => ({ head, text: this.print(branch, false) }));
    const fields = [
      ...texts,
      ...inner.filter(({ text }) => text !== "").map(({ head, text }) => `${head} { ${text} }`),
    ];
    return isFragment ? `__typename ... on ${type.name} { ${fields.join(" ")} }` : fields.join(" ");
  }
}

/** The fields that an answer holds a value of, as `Type.field`. */
export function reached(schema: GraphQLSchema, type: GraphQLObjectType, value: unknown, found: Set<string>): void {
  for (const [key, inner] of Object.entries(value as object)) {
    const name = key.replace(DRESSED, "");
    const field = type.getFields()[name];
    if (field === undefined || inner === null) continue;
    const below = isListType(getNullableType(field.type)) ? (inner as unknown[]) : [inner];
    if (below.length > 0) found.add(`${type.name}.${name}`);
    for (const each of below)
      if (each !== null && typeof each === "object") reached(schema, typeAt(schema, field, each), each, found);
  }
}

function typeAt(schema: GraphQLSchema, { type }: Field, value: object): GraphQLObjectType {
  const named = getNamedType(type);
  const name = isAbstractType(named) ? (value as { __typename: string }).__typename : named.name;
  return schema.getType(name) as GraphQLObjectType;
}

/** Every field that a query could reach. */
export function everyField(schema: GraphQLSchema): string[] {
  const found = new Set<GraphQLObjectType>();
  const visit = (type: GraphQLObjectType) => {
    if (found.has(type)) return;
    found.add(type);
    for (const field of Object.values(type.getFields())) {
      const below = getNamedType(field.type);
      if (isAbstractType(below)) for (const each of schema.getPossibleTypes(below)) visit(each);
      else if (isObjectType(below)) visit(below);
    }
  };
  visit(schema.getQueryType() as GraphQLObjectType);
  return [...found].flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`));
}

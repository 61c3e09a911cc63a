import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type OperationTypeNode,
} from "graphql";
import type { Dice } from "./dice.js";
import { literal, ODD_NAMES, ODD_TEXTS, valueFor } from "./thrown-values.js";

/** What anybody may throw at a door. */
export interface Thrown {
  query: string;
  variables: Record<string, unknown>;
}

type Field = GraphQLField<unknown, unknown>;

/** An operation that is right, nearly right, or nothing of the kind. */
export function operationOf(dice: Dice, schema: GraphQLSchema, kind: `${OperationTypeNode}`, roots = 2): Thrown {
  const { query, variables } = new Thrower(dice, schema).operation(kind, roots);
  return { query: dice.odd(4) ? torn(dice, query) : query, variables };
}

const DIRECTIVES = [
  "@skip(if: false)",
  "@include(if: true)",
  "@include(if: $v0)",
  "@nothing",
  "@skip",
  '@deprecated(reason: "x")',
];
const ANYWHERE = ["__typename", "id", "name", "...F0", "...F1", "x", "__schema { types { name } }"];

class Thrower {
  private readonly variables: [string, unknown][] = [];
  private readonly declared: string[] = [];
  private readonly fragments: string[] = [];
  private names = 0;

  constructor(
    private readonly dice: Dice,
    private readonly schema: GraphQLSchema,
  ) {}

  operation(kind: `${OperationTypeNode}`, roots: number): Thrown {
    const { dice } = this;
    const root = Object.values(this.schema.getRootType(kind as OperationTypeNode)?.getFields() ?? {});
    const fields = [dice.pick(root), ...(roots > 1 && dice.oneIn(4) ? [dice.pick(root)] : [])].map((each) =>
      this.field(each, 5),
    );
    if (dice.odd(15)) this.declared.push("$unused: Int");
    const head = `${kind} Thrown${this.declared.length > 0 ? `(${this.declared.join(", ")})` : ""}`;
    const query = [`${head} { ${fields.join(" ")} }`, ...this.fragments].join("\n");
    return { query, variables: JSON.parse(JSON.stringify(Object.fromEntries(this.variables))) };
  }

  private variable(type: GraphQLInputType, of: string): string {
    const { dice } = this;
    const name = dice.odd(20) ? dice.pick(ODD_NAMES) : `v${this.declared.length}`;
    this.declared.push(`$${name}: ${dice.odd(20) ? dice.pick(["Int", "[ID!]!", "Nothing", "Viewer"]) : type}`);
    const isGiven = isNonNullType(type) ? !dice.odd(15) : dice.oneIn(2);
    if (isGiven) this.variables.push([name, valueFor(dice, type, of)]);
    return `$${name}`;
  }

  private args({ args }: Field): string {
    const { dice } = this;
    const isOneOf = args.some(({ name }) => name === "id");
    const isChosen = (type: GraphQLInputType) => (isNonNullType(type) ? !dice.odd(20) : dice.oneIn(3));
    const chosen = isOneOf && !dice.odd(4) ? [dice.pick(args)] : args.filter(({ type }) => isChosen(type));
    const value = (type: GraphQLInputType, name: string) =>
      dice.oneIn(2) ? this.variable(type, name) : literal(valueFor(dice, type, name));
    return chosen.length > 0 ? `(${chosen.map(({ name, type }) => `${name}: ${value(type, name)}`).join(", ")})` : "";
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    const parts = this.dice.some(4, () => this.part(type, depth)).filter((each) => each !== "");
    return parts.length > 0 ? parts.join(" ") : "__typename";
  }

  private part(type: GraphQLNamedType, depth: number): string {
    const { dice } = this;
    if (!isObjectType(type)) return dice.pick(["__typename", "... on Node { id }"]);
    if (dice.odd(10)) return dice.pick(ANYWHERE);
    if (dice.oneIn(10) && depth > 0)
      return `... on ${type.name}${this.directive()} { ${this.selection(type, depth - 1)} }`;
    if (dice.oneIn(10) && depth > 0) return this.fragment(type, depth);
    return this.field(dice.pick(Object.values(type.getFields())), depth);
  }

  private fragment(type: GraphQLNamedType, depth: number): string {
    const name = `F${this.names++}`;
    const again = this.dice.odd(5) ? ` ...${name}` : "";
    this.fragments.push(`fragment ${name} on ${type.name} { ${this.selection(type, depth - 1)}${again} }`);
    return `...${name}`;
  }

  private field(of: Field, depth: number): string {
    const type = getNamedType(of.type);
    if (!isLeafType(type) && depth <= 0) return "";
    const alias = this.dice.odd(3) ? "" : `a${this.names++}: `;
    const inner = isLeafType(type) ? "" : ` { ${this.selection(type, depth - 1)} }`;
    return `${alias}${of.name}${this.args(of)}${this.directive()}${inner}`;
  }

  private directive(): string {
    return this.dice.odd(12) ? ` ${this.dice.pick(DIRECTIVES)}` : "";
  }
}

const TOKENS = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  "$",
  ":",
  "!",
  "...",
  "@",
  "|",
  "&",
  '"',
  '"""',
  "#",
  "\\",
  "\ufeff",
  "\0",
  "ỗ",
].concat(
  [
    "\ud800",
    "fragment",
    "on",
    "query",
    "subscription",
    "mutation",
    "extend type Query { x: Int }",
    "null",
    "1e999",
    "-",
  ],
  ["0.1.2", "99999999999999999999", "$__proto__", "\\u{110000}"],
);

/** A text that somebody has cut, torn and written over. */
function torn(dice: Dice, text: string): string {
  let result = text;
  for (const _ of dice.some(4, () => null)) {
    const at = dice.below(result.length + 1);
    const end = at + dice.below(30);
    const put = dice.pick(["", dice.pick(TOKENS), result.slice(at, end).repeat(3), dice.pick(ODD_TEXTS)]);
    const rest = dice.oneIn(6) ? "" : result.slice(dice.oneIn(2) ? end : at);
    result = result.slice(0, at) + put + rest;
  }
  return result;
}

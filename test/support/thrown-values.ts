import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from "graphql";
import { encodeText } from "../../src/base/text.js";
import type { Dice } from "./dice.js";

/** A name of GraphQL among values: written without quotes in a document, a text in variables. */
class Name {
  constructor(readonly name: string) {}
  toJSON = () => this.name;
}

const IDS = ["Commitment:3", "Locality:34", "StatusChange:5", "Leader:1", "Meeting:1"].map(encodeText);
const NO_IDS = ["Nonsense:1", "Post:-1", "Sector:1e9", "Locality:99999999999999999999", "Commitment:9007199254740993"]
  .concat(["Meeting:0x10", "Leader:", ":", "[1,2]", '["2019",1]', "1:2:3"])
  .map(encodeText);

export const ODD_TEXTS: readonly string[] = [...IDS, ...NO_IDS].concat(
  ["", " ", "a", "ha-noi", "HN-QNA-2019-07", "Đà Nẵng", "%%%", "_", "*", '"', "NaN", "null", "-1", "{}", '["ha-noi"'],
  ["__proto__", "constructor", "toString", "hasOwnProperty", "__typename"],
  ["\0", "a\0b", "\ud800", "a\udfff", "\u202e\ufeff", "e\u0301".repeat(500), "👩‍👩‍👧‍👦", "x".repeat(9_000), "\n\r\t"],
  [
    "2019",
    "2019-13",
    "2019-02-30",
    "9999-12-31",
    "0000-00-00",
    "2020-01-01T00:00:00.000Z",
    "+275760-09-13T00:00:00.001Z",
  ],
  ["javascript:alert(1)", "' OR 1=1 --"],
);
const ODD_NUMBERS = [0, 1, -1, 101, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 1e21, 1e308, 0.5, Number.MIN_VALUE, -0];
export const ODD_NAMES = ["__proto__", "constructor", "id", "and", "not", "filter", "ỗ", "toString"];

/** Values that may well be found: by the name of a field, or by the type. */
const GIVEN: Record<string, readonly unknown[]> = {
  Boolean: [true, false],
  Int: [1, 2, 3, 100, 0],
  ID: [...IDS, "ha-noi", "quang-nam", "health", "hue"],
  String: [
    "ha-noi",
    "quang-nam",
    "health",
    "party-exchange",
    "nguyen-duc-chung",
    "HN-QNA-2019-07",
    "Đà Nẵng",
    "du lịch",
  ],
  Date: ["2025-07-01", "2019-08-15"],
  PartialDate: ["2019", "2030-01"],
  DateTime: ["2020-01-01T00:00:00.000Z"],
  commitmentId: [IDS[0]],
  changeId: [IDS[2]],
  leaderId: [IDS[3]],
  meetingId: [IDS[4]],
  localityId: ["ha-noi", "quang-nam"],
  localityIds: [["ha-noi"], ["hue", "da-nang"]],
  hostId: ["ha-noi"],
  sectorIds: [["health"]],
  expectedVersion: [1],
};

/** Any value at all, as deep as is left to it. */
function anyValue(dice: Dice, depth = 3): unknown {
  const kinds: (() => unknown)[] = [
    () => dice.pick(ODD_TEXTS),
    () => dice.pick(ODD_NUMBERS),
    () => dice.pick([null, true, false]),
    () => new Name(dice.pick(["EN", "DONE", "null2", "IN_PROGRESS"])),
    () => dice.some(3, () => anyValue(dice, depth - 1)),
    () => Object.fromEntries(dice.some(3, () => [dice.pick(ODD_NAMES), anyValue(dice, depth - 1)])),
  ];
  return dice.pick(depth > 0 ? kinds : kinds.slice(0, 4))();
}

/** A value that is mostly of the type, and in a throw that is not calm now and then of none. */
export function valueFor(dice: Dice, type: GraphQLInputType, name = "", depth = 3): unknown {
  if (dice.odd(12)) return anyValue(dice);
  if (isNonNullType(type)) return valueFor(dice, type.ofType, name, depth);
  if (GIVEN[name] !== undefined && !dice.odd(4)) return dice.pick(GIVEN[name]);
  if (isListType(type)) {
    const one = () => valueFor(dice, type.ofType, name, depth);
    return dice.oneIn(4) ? one() : dice.some(3, one);
  }
  if (isEnumType(type)) return new Name(dice.pick(type.getValues()).name);
  if (isInputObjectType(type)) return inputOf(dice, Object.values(type.getFields()), depth);
  return dice.odd(3)
    ? dice.pick<unknown>(type.name === "Int" ? ODD_NUMBERS : ODD_TEXTS)
    : dice.pick(GIVEN[type.name] ?? ["a"]);
}

function inputOf(dice: Dice, fields: { name: string; type: GraphQLInputType }[], depth: number): object {
  const isChosen = (type: GraphQLInputType) => (isNonNullType(type) ? !dice.odd(20) : depth > 0 && dice.oneIn(4));
  const chosen = fields.filter(({ type }) => isChosen(type));
  return Object.fromEntries(chosen.map(({ name, type }) => [name, valueFor(dice, type, name, depth - 1)]));
}

/** A value as it is written in a document. */
export function literal(value: unknown): string {
  if (value instanceof Name) return value.name;
  if (Array.isArray(value)) return `[${value.map(literal).join(" ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, each]) => `${name}: ${literal(each)}`);
  return `{${fields.join(" ")}}`;
}

import { Field, ID, InterfaceType } from "type-graphql";
import { PrimaryGeneratedColumn } from "typeorm";
import { badInput } from "../base/errors.js";
import { decodeText, encodeText } from "../base/text.js";

/** What every noun of the graph is: a row with an id that is opaque and global outside, a number inside. */
@InterfaceType({
  description: "Anything that can be fetched again by its id.",
  resolveType: (value: object) => value.constructor.name,
})
export abstract class Node {
  @PrimaryGeneratedColumn()
  id: number;

  @Field(() => ID, { name: "id", description: "Opaque and unique across all types; stays the same for ever." })
  get nodeId(): string {
    return writeId(this.constructor.name, this.id);
  }
}

/** What people call a type: `agenda item` for `AgendaItem`. */
export const nounOf = (type: string): string => type.replace(/\B[A-Z]/g, " $&").toLowerCase();

interface DecodedId {
  type: string;
  id: number;
}

export function writeId(type: string, id: number): string {
  return encodeText(`${type}:${id}`);
}

/** Null for a text that is not an id of this register. */
export function tryReadId(text: string): DecodedId | null {
  const match = /^([A-Z][A-Za-z]{0,40}):(-?[1-9]\d{0,8})$/.exec(decodeText(text) ?? "");
  return match === null || match[2] === undefined ? null : { type: match[1] as string, id: Number(match[2]) };
}

/** What an id names, of whatever type. Throws BAD_INPUT if it is mangled. */
export function readAnyId(text: string): DecodedId {
  const decoded = tryReadId(text);
  if (decoded === null) throw badInput(`"${text.slice(0, 80)}" is not an id.`);
  return decoded;
}

/** The number inside an id. Throws BAD_INPUT if it is mangled or of another type. */
export function readId(text: string, type: string): number {
  const decoded = readAnyId(text);
  if (decoded.type !== type) throw badInput(`This is the id of a ${decoded.type}; a ${type} is wanted.`);
  return decoded.id;
}

import { Arg, type ClassType, Field, ID } from "type-graphql";

/** The usual kinds of fields of an input, each with what it means. */

export const TextField = (description: string) => Field(() => String, { description });
export const OptionalText = (description: string) => Field(() => String, { nullable: true, description });
export const IdField = (description: string) => Field(() => ID, { description });
export const OptionalId = (description: string) => Field(() => ID, { nullable: true, description });
export const OptionalIds = (description: string) => Field(() => [ID], { nullable: true, description });

export const KEY_NOTE = "Readable key that never changes; made from the name if left out.";
export const UPDATE_NOTE = "What to change. Fields left out stay as they are; null empties a field.";

/** The one `input` argument of a mutation. */
export const InputArg = (type: () => ClassType) => Arg("input", type, { description: "What is asked for." });

import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { IdField, KEY_NOTE, OptionalId, OptionalText, TextField, UPDATE_NOTE } from "../../graphql/fields.js";
import { orderOf } from "../../graphql/lists/page-args.js";
import { MutationInput } from "../../graphql/mutations/mutation.js";
import { eachOf, fieldsOf } from "../../graphql/mutations/save.js";
import { CalendarDate, PartialDate } from "../../graphql/scalars.js";
import { CitationInput, toSources } from "../sources/source.inputs.js";
import { CodeScheme, LocalityKind, SuccessionKind } from "./locality.enums.js";

@InputType({ description: "Which localities; all that is said must hold." })
export class LocalityFilter {
  @Field(() => [LocalityKind], { nullable: true, description: "Of one of these kinds; with existsOn, on that day." })
  kind?: LocalityKind[] | null;

  @Field(() => CalendarDate, { nullable: true, description: "Existing on this day." })
  existsOn?: string | null;

  @Field(() => [ID], { nullable: true, description: "Within one of these (ids or keys)." })
  parent?: string[] | null;

  @OptionalText(
    "Words of the name, or of the name of a locality that it has succeeded, by their beginnings, with or without diacritics.",
  )
  search?: string | null;
}

export enum LocalityOrderField {
  NAME = "NAME",
  KEY = "KEY",
}

registerEnumType(LocalityOrderField, {
  name: "LocalityOrderField",
  description: "By what localities are ordered.",
  valuesConfig: {
    NAME: { description: "By name, in the order of the Vietnamese alphabet." },
    KEY: { description: "By key." },
  },
});

@InputType({ description: "How localities are ordered." })
export class LocalityOrder extends orderOf(LocalityOrderField) {}

@InputType({ description: "A code of a locality and the days on which it means this locality." })
export class LocalityCodeInput {
  @Field(() => CodeScheme, { description: "Who gives the code." })
  scheme: CodeScheme;

  @TextField("The code.")
  value: string;

  @Field(() => CalendarDate, { nullable: true, description: "First day." })
  validFrom?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "Last day." })
  validUntil?: string | null;
}

@InputType({ description: "A kind of unit and the days on which the locality was one." })
export class LocalityDesignationInput {
  @Field(() => LocalityKind, { description: "The kind." })
  kind: LocalityKind;

  @Field(() => PartialDate, { nullable: true, description: "First day." })
  from?: string | null;

  @Field(() => PartialDate, { nullable: true, description: "Last day." })
  until?: string | null;
}

@InputType({ description: "The locality that stands in for this one from a day on." })
export class SuccessionInput {
  @IdField("The successor: its id or key.")
  localityId: string;

  @Field(() => CalendarDate, { description: "First day on which the successor answers." })
  on: string;

  @Field(() => SuccessionKind, { description: "How it came about." })
  kind: SuccessionKind;

  @OptionalText("The act that decided it.")
  note?: string | null;
}

@InputType()
abstract class LocalityFields extends MutationInput {
  @OptionalText("Its English name.")
  nameEn?: string | null;

  @OptionalText("Short label used in references, such as QNA; made from the name if left out.")
  abbreviation?: string | null;

  @OptionalId("The locality it is part of: its id or key.")
  parentId?: string | null;

  @Field(() => PartialDate, { nullable: true, description: "First day of its existence." })
  existsFrom?: string | null;

  @Field(() => PartialDate, { nullable: true, description: "Last day of its existence." })
  existsUntil?: string | null;

  @Field(() => [LocalityCodeInput], { nullable: true, description: "All its codes." })
  codes?: LocalityCodeInput[] | null;

  @Field(() => [LocalityDesignationInput], { nullable: true, description: "All the kinds of unit it has been." })
  designations?: LocalityDesignationInput[] | null;

  @Field(() => [SuccessionInput], { nullable: true, description: "All its successors." })
  succeededBy?: SuccessionInput[] | null;

  @Field(() => [CitationInput], { nullable: true, description: "All that vouches for it." })
  sources?: CitationInput[] | null;
}

@InputType({ description: "A new locality." })
export class CreateLocalityInput extends LocalityFields {
  @OptionalText(KEY_NOTE)
  key?: string | null;

  @TextField("Its name, without the rank.")
  name: string;

  @Field(() => LocalityKind, { description: "What it is." })
  kind: LocalityKind;
}

@InputType({ description: "A change to a locality." })
export class UpdateLocalityInput extends LocalityFields {
  @IdField(UPDATE_NOTE)
  id: string;

  @OptionalText("Its name, without the rank.")
  name?: string | null;

  @Field(() => LocalityKind, { nullable: true, description: "What it is." })
  kind?: LocalityKind | null;
}

/** The input in the words of a record. */
export function toRecord(input: CreateLocalityInput | UpdateLocalityInput): Record<string, unknown> {
  const { parentId, succeededBy, sources, ...fields } = fieldsOf(input);
  return {
    ...fields,
    parent: parentId,
    succeededBy: eachOf(succeededBy, ({ localityId, ...rest }) => ({ ...rest, locality: localityId })),
    sources: toSources(sources),
  };
}

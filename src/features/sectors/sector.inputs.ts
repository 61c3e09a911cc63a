import { Field, InputType } from "type-graphql";
import { IdField, KEY_NOTE, OptionalId, OptionalText, TextField, UPDATE_NOTE } from "../../graphql/fields.js";
import { MutationInput } from "../../graphql/mutations/mutation.js";
import { fieldsOf } from "../../graphql/mutations/save.js";
import { CitationInput, toSources } from "../sources/source.inputs.js";

@InputType()
abstract class SectorFields extends MutationInput {
  @OptionalText("Its English name.")
  nameEn?: string | null;

  @OptionalText("What it takes in, in Vietnamese.")
  description?: string | null;

  @OptionalText("What it takes in, in English.")
  descriptionEn?: string | null;

  @OptionalId("The sector it belongs to: its id or key.")
  parentId?: string | null;

  @Field(() => [CitationInput], { nullable: true, description: "All that vouches for it." })
  sources?: CitationInput[] | null;
}

@InputType({ description: "A new sector." })
export class CreateSectorInput extends SectorFields {
  @OptionalText(KEY_NOTE)
  key?: string | null;

  @TextField("Its Vietnamese name.")
  name: string;
}

@InputType({ description: "A change to a sector." })
export class UpdateSectorInput extends SectorFields {
  @IdField(UPDATE_NOTE)
  id: string;

  @OptionalText("Its Vietnamese name.")
  name?: string | null;
}

/** The input in the words of a record. */
export function toRecord(input: CreateSectorInput | UpdateSectorInput): Record<string, unknown> {
  const { parentId, sources, ...fields } = fieldsOf(input);
  return { ...fields, parent: parentId, sources: toSources(sources) };
}

import { Field, InputType } from "type-graphql";
import { IdField, KEY_NOTE, OptionalText, TextField, UPDATE_NOTE } from "../../graphql/fields.js";
import { MutationInput } from "../../graphql/mutations/mutation.js";
import { eachOf } from "../../graphql/mutations/save.js";
import { Visibility } from "../../graphql/visibility.js";
import type { CitationRecord } from "./source.record.js";

@InputType({ description: "A place in a document that vouches for a record." })
export class CitationInput {
  @IdField("The document: its id or key.")
  documentId: string;

  @OptionalText("The place in it, such as L15.")
  locator?: string | null;

  @OptionalText("A remark.")
  note?: string | null;
}

@InputType()
abstract class DocumentFields extends MutationInput {
  @OptionalText("What it is, in English.")
  titleEn?: string | null;

  @OptionalText("Where it can be read: an http or https address.")
  url?: string | null;

  @OptionalText("What must be known when reading it, in Vietnamese.")
  note?: string | null;

  @OptionalText("What must be known when reading it, in English.")
  noteEn?: string | null;
}

@InputType({ description: "A new document." })
export class CreateDocumentInput extends DocumentFields {
  @OptionalText(KEY_NOTE)
  key?: string | null;

  @TextField("What it is, in Vietnamese.")
  title: string;

  @Field(() => Visibility, { nullable: true, defaultValue: Visibility.PUBLIC, description: "Who may see it." })
  visibility: Visibility | null;
}

@InputType({ description: "A change to a document." })
export class UpdateDocumentInput extends DocumentFields {
  @IdField(UPDATE_NOTE)
  id: string;

  @OptionalText("What it is, in Vietnamese.")
  title?: string | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it." })
  visibility?: Visibility | null;
}

export function toSources(inputs: CitationInput[] | null | undefined): CitationRecord[] | null | undefined {
  return eachOf(inputs, ({ documentId, locator, note }) => ({ document: documentId, locator, note }));
}

import { Field, InputType, registerEnumType } from "type-graphql";
import { IdField, KEY_NOTE, OptionalIds, OptionalText, TextField, UPDATE_NOTE } from "../../graphql/fields.js";
import { orderOf } from "../../graphql/lists/page-args.js";
import { MutationInput } from "../../graphql/mutations/mutation.js";
import { fieldsOf } from "../../graphql/mutations/save.js";
import { PartialDate } from "../../graphql/scalars.js";
import { CitationInput, toSources } from "../sources/source.inputs.js";
import { PostBody } from "./leader.entity.js";

@InputType({ description: "Which leaders; all that is said must hold." })
export class LeaderFilter {
  @OptionalIds("Has held a post in one of these localities (ids or keys).")
  locality?: string[] | null;

  @Field(() => [PostBody], { nullable: true, description: "Has held a post of one of these bodies." })
  body?: PostBody[] | null;

  @OptionalText("Words of the name, by their beginnings, with or without diacritics.")
  search?: string | null;
}

export enum LeaderOrderField {
  NAME = "NAME",
}

registerEnumType(LeaderOrderField, {
  name: "LeaderOrderField",
  description: "By what leaders are ordered.",
  valuesConfig: { NAME: { description: "By name as it is written, in the order of the Vietnamese alphabet." } },
});

@InputType({ description: "How leaders are ordered." })
export class LeaderOrder extends orderOf(LeaderOrderField) {}

@InputType()
abstract class PostFields extends MutationInput {
  @OptionalText("What the office is called, in English.")
  titleEn?: string | null;

  @Field(() => PartialDate, { nullable: true, description: "When it began." })
  from?: string | null;

  @Field(() => PartialDate, { nullable: true, description: "When it ended." })
  until?: string | null;

  @Field(() => PartialDate, { nullable: true, description: "When a report saw it held." })
  observedOn?: string | null;

  @Field(() => [CitationInput], { nullable: true, description: "All that vouches for it." })
  sources?: CitationInput[] | null;
}

@InputType({ description: "A new post of a leader." })
export class CreatePostInput extends PostFields {
  @IdField("The leader: its id or key.")
  leaderId: string;

  @IdField("The locality: its id or key.")
  localityId: string;

  @TextField("What the office is called, in Vietnamese.")
  title: string;

  @Field(() => PostBody, { description: "The body it belongs to." })
  body: PostBody;
}

@InputType({ description: "A change to a post, for example its end." })
export class UpdatePostInput extends PostFields {
  @IdField(UPDATE_NOTE)
  id: string;

  @OptionalText("What the office is called, in Vietnamese.")
  title?: string | null;

  @Field(() => PostBody, { nullable: true, description: "The body it belongs to." })
  body?: PostBody | null;
}

@InputType()
abstract class LeaderFields extends MutationInput {
  @Field(() => [CitationInput], { nullable: true, description: "All that vouches for the person." })
  sources?: CitationInput[] | null;
}

@InputType({ description: "A new leader. Posts are added with createPost." })
export class CreateLeaderInput extends LeaderFields {
  @OptionalText(KEY_NOTE)
  key?: string | null;

  @TextField("The person's name.")
  name: string;
}

@InputType({ description: "A change to a leader." })
export class UpdateLeaderInput extends LeaderFields {
  @IdField(UPDATE_NOTE)
  id: string;

  @OptionalText("The person's name.")
  name?: string | null;
}

export function toLeader(input: CreateLeaderInput | UpdateLeaderInput): Record<string, unknown> {
  const { sources, ...fields } = fieldsOf(input);
  return { ...fields, sources: toSources(sources) };
}

export function toPost(input: CreatePostInput | UpdatePostInput): Record<string, unknown> {
  const { sources, localityId, leaderId: _leader, ...fields } = fieldsOf(input as CreatePostInput);
  return { ...fields, locality: localityId, sources: toSources(sources) };
}

import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, ObjectType, Resolver, Root } from "type-graphql";
import type { Context } from "../../../graphql/context.js";
import { type Language, LanguageArg } from "../../../graphql/language.js";
import { headBefore } from "../../../graphql/lists/list-field.js";
import { PageArgs } from "../../../graphql/lists/page-args.js";
import { Most } from "../../../graphql/most.js";
import { CommitmentConnection, LogPageArgs, StatusChangeConnection } from "../../commitments/commitment.lists.js";
import { Meeting } from "../../meetings/meeting.entity.js";
import { MeetingState } from "../../meetings/meeting.enums.js";
import { AgendaItem } from "../agenda-item.entity.js";
import { changesAt, discussedAt, openAfter, proposedAt } from "./record.js";
import { recordAsMarkdown } from "./record-markdown.js";

@ObjectType({ description: "What came of a meeting, as far as the reader may see it." })
export class MeetingRecord {
  meeting: Meeting;
}

@Resolver(() => Meeting)
export class MeetingRecordResolver {
  @FieldResolver(() => MeetingRecord, {
    nullable: true,
    description:
      "What came of it; null until it is closed. Also as a file: /meetings/<id or key>/record.md?lang=vi|en.",
  })
  record(@Root() meeting: Meeting): MeetingRecord | null {
    return meeting.state === MeetingState.CLOSED ? Object.assign(new MeetingRecord(), { meeting }) : null;
  }
}

@Resolver(() => MeetingRecord)
export class RecordResolver {
  @Most(20)
  @FieldResolver(() => [AgendaItem], { description: "The items that were discussed, in the order in which they were." })
  discussed(@Root() { meeting }: MeetingRecord, @Ctx() ctx: Context) {
    return discussedAt(ctx, meeting);
  }

  @FieldResolver(() => CommitmentConnection, {
    description: "The commitments that were made at it, in the order of their references.",
  })
  async proposed(
    @Root() { meeting }: MeetingRecord,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() ctx: Context,
  ) {
    const liveCursor = await headBefore(ctx, info);
    return { ...(await proposedAt(ctx, meeting, page)), liveCursor };
  }

  @FieldResolver(() => StatusChangeConnection, {
    description:
      "Every change of status made at it, oldest first; of what was proposed there, also its beginning (from: null).",
  })
  changes(@Root() { meeting }: MeetingRecord, @Args(() => LogPageArgs) page: LogPageArgs, @Ctx() ctx: Context) {
    return changesAt(ctx, meeting, page);
  }

  @FieldResolver(() => CommitmentConnection, {
    description:
      "What was on its table and still open when it closed, in the order of references: its parties say who owes it.",
  })
  async open(
    @Root() { meeting }: MeetingRecord,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() ctx: Context,
  ) {
    const liveCursor = await headBefore(ctx, info);
    return { ...(await openAfter(ctx, meeting, page)), liveCursor };
  }

  @Most(200)
  @FieldResolver(() => String, { description: "All of it as a text in Markdown." })
  markdown(@Root() { meeting }: MeetingRecord, @LanguageArg() language: Language, @Ctx() ctx: Context) {
    return recordAsMarkdown(ctx, meeting, language);
  }
}

import { Field, InputType } from "type-graphql";
import { OptionalIds, OptionalText } from "../../graphql/fields.js";
import { PartialDate } from "../../graphql/scalars.js";
import { CommitmentKind, CommitmentStatus } from "./commitment.enums.js";

@InputType({
  description:
    "Which commitments; all that is said must hold. The same in lists, stats, the log and the subscription. Lists of ids take keys too.",
})
export class CommitmentFilter {
  @Field(() => [CommitmentStatus], {
    nullable: true,
    description: "In one of these statuses; of a change: the status it led to.",
  })
  status?: CommitmentStatus[] | null;

  @OptionalIds("One of these localities is a party.")
  party?: string[] | null;

  @OptionalIds("One of these localities owes.")
  owedBy?: string[] | null;

  @OptionalIds("It is for one of these localities.")
  benefits?: string[] | null;

  @OptionalIds("All of these localities are parties.")
  between?: string[] | null;

  @OptionalIds("One of these localities answers today for a party: itself, or as its successor.")
  responsibleNow?: string[] | null;

  @OptionalIds("In one of these sectors or their children.")
  sector?: string[] | null;

  @OptionalIds("Under one of these initiatives.")
  initiative?: string[] | null;

  @OptionalIds("Made at one of these meetings.")
  meeting?: string[] | null;

  @OptionalIds(
    "On the table at one of these meetings: made there, on its agenda, or under an initiative that is on its agenda. Also with asOf, by the agenda as it is now.",
  )
  tabledAt?: string[] | null;

  @OptionalIds("Said by one of these leaders.")
  saidBy?: string[] | null;

  @Field(() => [CommitmentKind], { nullable: true, description: "Of one of these kinds." })
  kind?: CommitmentKind[] | null;

  @Field(() => PartialDate, {
    nullable: true,
    description: "Due before this date begins. A due month or year means its last day.",
  })
  dueBefore?: string | null;

  @Field(() => PartialDate, { nullable: true, description: "Due after this date ends." })
  dueAfter?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Overdue, or not." })
  overdue?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Stale, or not." })
  stale?: boolean | null;

  @OptionalText("Words of its texts or reference, by their beginnings, in any order, with or without diacritics.")
  search?: string | null;

  @Field(() => [CommitmentFilter], { nullable: true, description: "All of these hold." })
  and?: CommitmentFilter[] | null;

  @Field(() => [CommitmentFilter], {
    nullable: true,
    description: "At least one of these holds; none of an empty list does.",
  })
  or?: CommitmentFilter[] | null;

  @Field(() => CommitmentFilter, { nullable: true, description: "This does not hold." })
  not?: CommitmentFilter | null;
}

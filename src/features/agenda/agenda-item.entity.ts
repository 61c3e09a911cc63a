import { Field, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { Node } from "../../graphql/node.js";
import { DateTime } from "../../graphql/scalars.js";
import type { Scope } from "../../graphql/scope.js";
import { addFields, type Derived, ToMany, ToOne, Translated } from "../../graphql/view.js";
import { Int, Reference, Text } from "../../store/columns.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { visibleCommitments } from "../commitments/visibility.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";

/** An item about a commitment is seen by those who see the commitment. */
const visibleItems: Scope = (who, alias) => {
  const scope = visibleCommitments(who, "v");
  return (
    scope &&
    `(${alias}.commitment_id IS NULL OR EXISTS (SELECT 1 FROM commitment v WHERE v.id = ${alias}.commitment_id AND (${scope})))`
  );
};

@ObjectType({ implements: Node, description: "One point on the agenda of a meeting." })
@Entity()
export class AgendaItem extends Node {
  static readonly scope: Scope = visibleItems;

  @Reference(() => Meeting)
  meetingId: number;

  /** Among all items; readers are told that among those they may see. */
  @Int()
  place: number;

  @Text()
  titleVi: string;

  @Text({ nullable: true })
  titleEn: string | null;

  @Reference(() => Commitment, { nullable: true })
  commitmentId: number | null;

  @Reference(() => Initiative, { nullable: true })
  initiativeId: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it first was the current item; null while it has not been.",
  })
  @Text({ nullable: true })
  discussedAt: string | null;

  @Translated({
    description:
      "What it is called. Taken from what it is about when it was made, if nothing else was said; it stays so.",
  })
  readonly title: Derived;

  @ToOne(() => Meeting, "meetingId", { description: "The meeting." })
  readonly meeting: Derived;

  @ToOne(() => Commitment, "commitmentId", {
    nullable: true,
    description: "The commitment it is about, if it is about one.",
  })
  readonly commitment: Derived;

  @ToOne(() => Initiative, "initiativeId", {
    nullable: true,
    description: "The initiative it is about, if it is about one.",
  })
  readonly initiative: Derived;
}

addFields(Meeting, {
  agenda: ToMany(() => AgendaItem, "meetingId", {
    most: 20,
    order: "place",
    description: "What is to be discussed, in order.",
  }),
  currentItem: ToOne(() => AgendaItem, "currentItemId", {
    nullable: true,
    description:
      "What is being discussed: in session there is one as long as the agenda has any. Null also where the reader may not see it.",
  }),
});

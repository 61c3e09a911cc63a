import { Arg, Resolver, Root, Subscription } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { Following, type Questions } from "../../graphql/live/following.js";
import { Cursor } from "../../graphql/scalars.js";
import type { Feed } from "../../live/feed.js";
import { renewOffices } from "../localities/succession.js";
import { type ChangeFacts, factsOf, giveFacts } from "./facts.js";
import { CommitmentFilter } from "./filter.inputs.js";
import { readFilter } from "./filter.js";
import { StatusChange } from "./status-change.entity.js";
import { maySee } from "./visibility.js";

interface Asked {
  args: { filter?: CommitmentFilter | null; after?: string | null };
  context: Context;
}

@Resolver()
export class LiveResolver {
  @Subscription(() => StatusChange, {
    subscribe: follow,
    description:
      "Every change of status, in order, once: first what happened after the cursor, then each change as it is made.",
  })
  commitmentStatusChanged(
    @Root() change: StatusChange,
    @Arg("filter", () => CommitmentFilter, {
      nullable: true,
      description: "Of which commitments; status means the one a change led to.",
    })
    _filter: CommitmentFilter | undefined,
    @Arg("after", () => Cursor, { nullable: true, description: "Go on after this cursor; from now on if left out." })
    _after: string | undefined,
  ): StatusChange {
    return change;
  }
}

/**
 * Filter and visibility are asked of each change as it is sent, so that both hold for as long as the screen is open.
 */
async function follow({ args, context: ctx }: Asked): Promise<Following<StatusChange, ChangeFacts>> {
  const feed = ctx.feed as Feed<StatusChange>;
  const { test: matches } = await readFilter(ctx, args.filter);
  const questions: Questions<StatusChange, ChangeFacts> = {
    facts: visibleFacts,
    give: giveFacts,
    matches,
    filterKey: JSON.stringify(args.filter ?? null),
  };
  return new Following(feed, await feed.startAfter(args.after), questions, ctx);
}

async function visibleFacts(ctx: Context, change: StatusChange): Promise<ChangeFacts | null> {
  const facts = await factsOf(ctx.db, change);
  await renewOffices(ctx);
  return maySee(ctx.who, facts) ? facts : null;
}

import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { notFound } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import { tryReadId } from "../../graphql/node.js";
import { renewOffices } from "../localities/succession.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { newsFor } from "./news.js";

interface Asked {
  args: { id: string };
  context: Context;
}

@Resolver()
export class MeetingUpdatedResolver {
  @Subscription(() => Meeting, {
    subscribe: follow,
    description:
      "The meeting as it is now, and then every newer state of it and its agenda, also after it is closed. Nothing is resumed: whoever subscribes again is told the newest state first. States that follow each other at once may be told as the last of them. NOT_FOUND where there is none.",
  })
  meetingUpdated(
    @Root() meeting: Meeting,
    @Arg("id", () => ID, { description: "The meeting: id or key." }) _id: string,
  ): Meeting {
    return meeting;
  }
}

async function follow({ args, context: ctx }: Asked): Promise<AsyncIterable<Meeting>> {
  const id = tryReadId(args.id);
  const meeting = await (id?.type === "Meeting" ? ctx.load.one(Meeting, id.id) : ctx.load.by(Meeting, "key", args.id));
  if (meeting === null) throw notFound("meeting");
  return inTheNameOfNow(ctx, ctx.watch.follow(Meeting, meeting.id));
}

/** Who follows a meeting for hours may act for others meanwhile. */
function inTheNameOfNow(ctx: Context, states: AsyncGenerator<Meeting, void, void>): AsyncIterable<Meeting> {
  const isNews = newsFor(ctx);
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        for (;;) {
          const state = await states.next();
          await renewOffices(ctx);
          if (state.done || (await isNews(state.value))) return state;
        }
      },
      return: () => states.return(),
    }),
  };
}

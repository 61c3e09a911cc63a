import { Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { Role } from "../../graphql/role.js";
import { Locality } from "./locality.entity.js";

@ObjectType({ description: "Who is asking." })
export class Viewer {
  @Field(() => Boolean, { description: "False for an anonymous reader." })
  isSignedIn: boolean;

  @Field(() => String, { nullable: true, description: "The person's name, as the token says." })
  name: string | null;

  @Field(() => Role, { description: "What the person may do; VIEWER for an anonymous reader." })
  role: Role;

  localityIds: readonly number[];
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: "Who is asking, and what the person may do." })
  viewer(@Ctx() { who }: Context): Viewer {
    const { subject, name, role, localities } = who;
    return Object.assign(new Viewer(), { isSignedIn: subject !== null, name, role, localityIds: localities });
  }

  @FieldResolver(() => [Locality], { description: "The localities that the token names." })
  localities(@Root() viewer: Viewer, @Ctx() ctx: Context) {
    return Promise.all(viewer.localityIds.map((id) => ctx.load.one(Locality, id)));
  }
}

import { type GraphQLObjectType, GraphQLSchema } from "graphql";
import { buildSchema, type NonEmptyArray } from "type-graphql";
import { recordRefusals } from "../graphql/mutations/audit.js";
import { resolveViews } from "../graphql/resolve.js";

/** The whole graph, from the resolvers of the catalog. */
export async function createSchema(resolvers: readonly (new () => object)[]): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: resolvers as NonEmptyArray<new () => object>,
    validate: false,
    orphanedTypes: [],
    pubSub: refusingPubSub,
  });
  const config = schema.toConfig();
  describeRoot(config.query, "Everything that can be asked.");
  describeRoot(config.mutation, "Everything that can be done: one input each, one payload each, one transaction each.");
  describeRoot(config.subscription, "Everything that can be followed as it happens.");
  const whole = new GraphQLSchema(config);
  resolveViews(whole);
  recordRefusals(whole);
  return whole;
}

function describeRoot(root: GraphQLObjectType | null | undefined, description: string): void {
  if (root) root.description = description;
}

/** TypeGraphQL wants one, but nothing here is published: subscriptions follow the log. */
const refusingPubSub = {
  publish() {
    throw new Error("Nothing is published: append to the log.");
  },
  subscribe() {
    throw new Error("Nothing is published: follow the log.");
  },
};

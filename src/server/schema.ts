import { GraphQLEnumType, type GraphQLObjectType, GraphQLSchema } from "graphql";
import { buildSchema, type NonEmptyArray } from "type-graphql";
import { ErrorCode } from "../base/errors.js";
import { resolveViews } from "../graphql/resolve.js";

const CODES: Record<ErrorCode, string> = {
  [ErrorCode.BAD_INPUT]: "The request is malformed or says something that cannot be.",
  [ErrorCode.UNAUTHENTICATED]: "The token is missing, wrong or expired.",
  [ErrorCode.FORBIDDEN]: "The caller may not do this.",
  [ErrorCode.NOT_FOUND]: "There is no such thing, or the caller may not see it.",
  [ErrorCode.CONFLICT]: "It has changed since expectedVersion; carries the current `status` and `version`.",
  [ErrorCode.INVALID_TRANSITION]: "The life of a commitment has no such step; carries the `allowed` ones.",
  [ErrorCode.RESYNC_REQUIRED]: "The cursor is of another history: read the list again and go on from its liveCursor.",
  [ErrorCode.TOO_COMPLEX]: "The request asks for too much at once.",
  [ErrorCode.RATE_LIMITED]: "Too many requests.",
  [ErrorCode.INTERNAL]: "The register failed; the `errorId` finds the cause in its log.",
};

/** The whole graph, from the resolvers of the catalog; with `ErrorCode`, which no field returns. */
export async function createSchema(resolvers: readonly (new () => object)[]): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: resolvers as NonEmptyArray<new () => object>,
    validate: false,
    orphanedTypes: [],
    pubSub: refusingPubSub,
  });
  const errorCode = new GraphQLEnumType({
    name: "ErrorCode",
    description: "Every value of `errors[].extensions.code`, over HTTP and WebSocket alike.",
    values: Object.fromEntries(Object.entries(CODES).map(([code, description]) => [code, { description }])),
  });
  const config = schema.toConfig();
  describeRoot(config.query, "Everything that can be asked.");
  describeRoot(config.mutation, "Everything that can be done: one input each, one payload each, one transaction each.");
  describeRoot(config.subscription, "Everything that can be followed as it happens.");
  const whole = new GraphQLSchema({ ...config, types: [...config.types, errorCode] });
  resolveViews(whole);
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

import type { GraphQLSchema } from "graphql";
import type { Logger } from "../base/log.js";
import type { Context } from "../graphql/context.js";

/** What both doors, HTTP and WebSocket, are made of. */
export interface Door {
  schema: GraphQLSchema;
  logger: Logger;
  allowedOrigins: readonly string[];
  /** What the playground may write with, or null. */
  playgroundToken: string | null;
  /** Signs the caller in and makes what one operation works with. Throws UNAUTHENTICATED. */
  createContext(authorization: string | undefined): Promise<Context>;
  isReady(): Promise<boolean>;
}

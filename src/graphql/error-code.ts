import { registerEnumType } from "type-graphql";
import { ErrorCode } from "../base/errors.js";

registerEnumType(ErrorCode, {
  name: "ErrorCode",
  description: "Every value of `errors[].extensions.code`, over HTTP and WebSocket alike.",
  valuesConfig: {
    BAD_INPUT: { description: "The request is malformed or says something that cannot be." },
    UNAUTHENTICATED: { description: "The token is missing, wrong, expired (`expired`) or revoked (`revoked`)." },
    FORBIDDEN: { description: "The caller may not do this." },
    NOT_FOUND: { description: "There is no such thing, or the caller may not see it." },
    CONFLICT: { description: "It has changed since expectedVersion; carries the current `status` and `version`." },
    INVALID_TRANSITION: { description: "The life of a commitment has no such step; carries the `allowed` ones." },
    RESYNC_REQUIRED: {
      description: "The cursor is of another history: read the list again and go on from its liveCursor.",
    },
    TOO_COMPLEX: {
      description:
        "The request asks for too much at once, its answer would be too long, or it was stopped as it took too long; carries the `limit`.",
    },
    RATE_LIMITED: { description: "Too many requests; carries `retryAfterMs` where waiting helps." },
    INTERNAL: { description: "The register failed; the `errorId` finds the cause in its log." },
  },
});

export { ErrorCode };

import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";

/** An operation as GraphQL Code Generator writes it with `documentMode: "string"`. */
export type Operation<Data, Variables> = DocumentTypeDecoration<Data, Variables> & { toString(): string };

/** What the register says no to: `code` is of the closed list that the schema publishes as ErrorCode. */
export class Refused extends Error {
  readonly code: string;

  constructor(
    message: string,
    readonly extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.code = String(extensions.code);
  }
}

const TOKEN_ENDED = 4403;

/** What a subscription was refused for: the errors of the operation; or that the token has ended, which closes the socket. */
export function refusalIn(reason: unknown): Refused | undefined {
  if (reason instanceof CloseEvent && reason.code === TOKEN_ENDED)
    return new Refused(reason.reason, { code: "UNAUTHENTICATED", expired: true });
  const [error] = Array.isArray(reason) ? reason : [];
  return error && new Refused(error.message, error.extensions);
}

interface Asking {
  token?: string | null;
  /** Gives up when this says so; after 10 s in any case. */
  signal?: AbortSignal;
}

const PATIENCE_MS = 10_000;

/** Asks the register of this page, over HTTP. Throws Refused for what it answers with errors. */
export async function ask<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  { token, signal }: Asking = {},
): Promise<Data> {
  const tooLate = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query: operation.toString(), variables }),
    signal: signal ? AbortSignal.any([signal, tooLate]) : tooLate,
  });
  const { data, errors } = await response.json();
  if (errors) throw new Refused(errors[0].message, errors[0].extensions);
  return data;
}

import { createRemoteJWKSet, customFetch, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Logger } from "../../base/log.js";

/** Whose tokens are taken besides those signed with our own secret. */
export interface ProviderSettings {
  jwksUrl: URL;
  issuer: string;
  audience: string;
}

/** The provider's keys cannot be had: whether a token is good is not known, so nobody is told that it is not. */
export class ProviderAway extends Error {}

/** Its keys are public: an algorithm that signs with what it checks with would let anybody sign. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** So often its keys are read again: one that it has withdrawn is forgotten by then. */
const READ_AGAIN_MS = 5 * 60_000;
/** After a failure nobody waits for the provider again for so long. */
const REST_MS = 2_000;

/**
 * An OpenID provider and the keys that it signs with, read when the first token comes. A token that names an unknown
 * key makes them be read again, at most every 30 s; keys that are known serve while the provider is away.
 */
export class Provider {
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;
  private askedAt = Number.POSITIVE_INFINITY;
  private failedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly settings: ProviderSettings,
    private readonly logger: Logger,
  ) {
    this.keys = createRemoteJWKSet(settings.jwksUrl, {
      cacheMaxAge: Number.POSITIVE_INFINITY, // `readAgain` sees to it, and nobody has to wait
      [customFetch]: (url, init) => this.ask(url, init),
    });
  }

  /** The claims of a good token. Throws ProviderAway, or what is wrong with the token as jose does. */
  async verify(token: string, clockTolerance: number): Promise<JWTPayload> {
    const { issuer, audience } = this.settings;
    if (performance.now() - this.askedAt > READ_AGAIN_MS) this.readAgain();
    const bounds = { algorithms: ALGORITHMS, issuer, audience, clockTolerance };
    const { payload } = await jwtVerify(token, this.keyOf, bounds);
    return payload;
  }

  private readonly keyOf: JWTVerifyGetKey = async (header, token) => {
    try {
      return await this.keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new ProviderAway("the keys of the sign-in provider cannot be read", { cause: error });
    }
  };

  private readAgain(): void {
    this.keys
      .reload()
      .catch((error) => this.logger.warn({ err: error }, "the keys of the sign-in provider cannot be read again"));
  }

  private async ask(url: string, init: RequestInit): Promise<Response> {
    const now = performance.now();
    if (now - this.failedAt < REST_MS) throw new Error("the provider failed a moment ago");
    this.askedAt = now;
    const response = await fetch(url, init).catch((error) => error as Error);
    if (response instanceof Response && response.ok) return response;
    this.failedAt = performance.now();
    throw response instanceof Error ? response : new Error(`the provider answered ${response.status}`);
  }
}

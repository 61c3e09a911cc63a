import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/** A key pair that a provider signs with. */
export interface Signer {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  jwk: JWK;
}

export async function makeSigner(kid: string, alg = "RS256"): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

/** An OpenID provider, as far as the register asks it: the address of its keys. */
export interface SignInProvider {
  settings: Record<string, string>;
  /** Those that it publishes; may be changed. */
  signers: Signer[];
  /** How often it was asked. */
  asked(): number;
  /** Its own tokens: with its issuer and for the register, unless the story has it otherwise. */
  sign(signer: Signer, claims: object, header?: object): Promise<string>;
  open(): Promise<void>;
  close(): Promise<void>;
}

export async function startProvider(signers: Signer[]): Promise<SignInProvider> {
  let asked = 0;
  let port = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.end(JSON.stringify({ keys: provider.signers.map(({ jwk }) => jwk) }));
  });
  const provider: SignInProvider = {
    settings: {},
    signers,
    asked: () => asked,
    sign(signer, claims, header = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const usual = { iss: "https://dang-nhap.example", aud: "ket-nghia", iat: now, exp: now + 3_600 };
      const { kid, alg, privateKey } = signer;
      return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
    },
    async open() {
      await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
      port = (server.address() as AddressInfo).port;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  await provider.open();
  provider.settings = {
    AUTH_JWKS_URL: `http://127.0.0.1:${port}/keys`,
    AUTH_ISSUER: "https://dang-nhap.example",
    AUTH_AUDIENCE: "ket-nghia",
  };
  return provider;
}

import { encodeText } from "../../src/base/text.js";

/** An id like this one, or a reference or key, of nothing. */
export function missing(name: string): string {
  const type = /^(\w+):-?\d+$/.exec(Buffer.from(name, "base64url").toString())?.[1];
  if (type !== undefined) return encodeText(`${type}:99999999`);
  return /^[A-Z]/.test(name) ? "HN-QNA-1999-01" : "khong-co-gi";
}

/** An answer without the name that was asked for, which a refusal may repeat. */
export const nameless = ({ errors, data }: { errors?: { message: string }[]; data: unknown }, name: string) =>
  JSON.stringify({ errors, data }).replaceAll(name, "…");

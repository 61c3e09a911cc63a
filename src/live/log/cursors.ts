import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { badInput, resyncRequired } from "../../base/errors.js";
import { decodeText } from "../../base/text.js";

/** A place in the log: `position` is gapless and in commit order, `mark` tells this history from a restored one. */
export interface Place {
  position: number;
  mark: string;
}

/** What every cursor of this form begins with. */
const FORM = 0xc1;
const [POSITION_BYTES, MARK_BYTES, NONCE_BYTES, TAG_BYTES] = [6, 6, 12, 16];
const LENGTH = 1 + NONCE_BYTES + POSITION_BYTES + MARK_BYTES + TAG_BYTES;
const PLAIN = /^(0|[1-9]\d{0,14}):[0-9a-f]{12}$/;

export const newMark = (): string => randomBytes(MARK_BYTES).toString("hex");

/**
 * Cursors of the log, encrypted (AES-256-GCM) with a key of the database: positions would say how much has happened
 * that the reader may not see, and their gaps where.
 */
export class Cursors {
  private readonly cipherKey: Buffer;
  private readonly nonceKey: Buffer;

  constructor(readonly key: string) {
    const derived = (use: string) => Buffer.from(hkdfSync("sha256", Buffer.from(key, "hex"), "", use, 32));
    this.cipherKey = derived("cursor");
    this.nonceKey = derived("nonce of a cursor");
  }

  /** The cursor of a row: always the same, so that those who are told the same share the very bytes. */
  of(place: Place): string {
    const text = packed(place);
    return this.seal(text, createHmac("sha256", this.nonceKey).update(text).digest().subarray(0, NONCE_BYTES));
  }

  /** A cursor for the same place that was never given before: it does not tell that nothing has happened since. */
  anew(place: Place): string {
    return this.seal(packed(place), randomBytes(NONCE_BYTES));
  }

  /** Throws BAD_INPUT on a mangled one, RESYNC_REQUIRED on one that this database has not written. */
  read(cursor: string): Place {
    const bytes = Buffer.from(cursor, "base64url");
    if (bytes.length !== LENGTH || bytes[0] !== FORM || bytes.toString("base64url") !== cursor)
      throw whatIsWrong(cursor);
    const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", this.cipherKey, nonce).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      return { position: text.readUIntBE(0, POSITION_BYTES), mark: text.toString("hex", POSITION_BYTES) };
    } catch {
      throw resyncRequired();
    }
  }

  private seal(text: Buffer, nonce: Buffer): string {
    const cipher = createCipheriv("aes-256-gcm", this.cipherKey, nonce);
    const sealed = [Buffer.of(FORM), nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(sealed).toString("base64url");
  }
}

/** Of one length, however long the log is. */
function packed({ position, mark }: Place): Buffer {
  const text = Buffer.alloc(POSITION_BYTES + MARK_BYTES);
  text.writeUIntBE(position, 0, POSITION_BYTES);
  text.write(mark, POSITION_BYTES, "hex");
  return text;
}

/** Cursors were plain once: a screen that still has one reads again. */
function whatIsWrong(cursor: string) {
  return PLAIN.test(decodeText(cursor) ?? "") ? resyncRequired() : badInput("This is not a cursor of the change log.");
}

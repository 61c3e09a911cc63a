import express, { type NextFunction, type RequestHandler } from "express";
import { badInput, type Refusal } from "../../base/errors.js";

const MAX_BYTES = 256 * 1_024;
const read = express.json({ limit: MAX_BYTES });

/** Reads JSON. What is too large is refused at once: what reads it would first wait for its end. */
export const jsonBody: RequestHandler = (request, response, next) => {
  const tell = once(next);
  if (Number(request.headers["content-length"] ?? 0) > MAX_BYTES) return tell(TOO_LARGE);
  if (request.headers["transfer-encoding"] !== undefined) {
    let bytes = 0;
    request.on("data", (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > MAX_BYTES) tell(TOO_LARGE);
    });
  }
  read(request, response, tell);
};

/** It speaks up again when the body that was refused has ended. */
function once(next: NextFunction): (error?: unknown) => void {
  let told = false;
  return (error) => {
    if (told) return;
    told = true;
    next(error);
  };
}

const TOO_LARGE = { status: 413, type: "entity.too.large" };

const WORDS: Record<string, string> = {
  "entity.too.large": `The request is larger than ${MAX_BYTES / 1_024} KiB.`,
  "encoding.unsupported": "The request is packed in a way that is not known here: gzip, deflate and br are.",
  "charset.unsupported": "The request is in a charset that is not known here: UTF-8 is.",
  "entity.parse.failed": "The request is not JSON.",
};

/** What Express and what reads bodies for it say with a status of their own. */
export function clientsFault(error: { status?: unknown; type?: unknown; errno?: unknown }): Refusal | null {
  const { status, type, errno } = error;
  if (typeof status !== "number" || status >= 500) return null;
  if (typeof type === "string") return badInput(WORDS[type] ?? "The request did not come whole.");
  const isAddress = error instanceof URIError || errno === undefined;
  return badInput(
    isAddress ? "The address is not well-formed." : "The request is not packed as its content-encoding says.",
  );
}

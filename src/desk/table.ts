import { ask } from "../pages/ask.js";
import { everyPage, Reader } from "../pages/reader.js";
import { language } from "../pages/words.js";
import type { Desk } from "./desk.js";
import { TableDocument } from "./graphql.generated.js";

/** Reads what is on the table. What changes while it is read is newer than what the answer holds. */
export function tableOf(desk: Desk, meeting: string, token: string | null): Reader {
  return new Reader(async (signal) => {
    const touched = desk.beginRead();
    const read = await everyPage(async (after) => {
      const { commitments } = await ask(TableDocument, { meeting, language, after }, { signal, token });
      return commitments;
    }).catch((error) => {
      desk.endRead(touched, null);
      throw error;
    });
    desk.endRead(touched, signal.aborted ? null : read.rows);
  });
}

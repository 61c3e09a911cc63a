import { ask } from "../pages/ask.js";
import { everyPage, Reader } from "../pages/reader.js";
import { language } from "../pages/words.js";
import { BoardDocument } from "./graphql.generated.js";
import { key } from "./key.js";
import type { Room } from "./room.js";

/** Reads what is on the table. What changes while it is read is newer than what the answer holds. */
export function boardOf(room: Room, meeting: string): Reader {
  return new Reader(async (signal) => {
    const touched = room.beginRead();
    const read = await everyPage(async (after) => {
      const { commitments } = await ask(BoardDocument, { meeting, language, after }, { signal, token: key() });
      return commitments;
    }).catch((error) => {
      room.endRead(touched, null);
      throw error;
    });
    room.endRead(touched, signal.aborted ? null : read);
    room.show();
  });
}

import { ask } from "../pages/ask.js";
import { Reader } from "../pages/reader.js";
import { language } from "../pages/words.js";
import { BoardDocument } from "./graphql.generated.js";
import { key } from "./key.js";
import type { Room } from "./room.js";

/** Reads what is on the table. */
export function boardOf(room: Room, meeting: string): Reader {
  return new Reader(async (signal) => {
    await room.table.read(signal, async (after) => {
      const { commitments } = await ask(BoardDocument, { meeting, language, after }, { signal, token: key() });
      return commitments;
    });
    room.forgetHidden();
    room.show();
  });
}

import { ask } from "../pages/ask.js";
import { Reader } from "../pages/reader.js";
import { language } from "../pages/words.js";
import type { Desk } from "./desk.js";
import { TableDocument } from "./graphql.generated.js";

/** Reads what is on the table. */
export function tableOf(desk: Desk, meeting: string, token: string | null): Reader {
  return new Reader(async (signal) => {
    await desk.table.read(signal, async (after) => {
      const { commitments } = await ask(TableDocument, { meeting, language, after }, { signal, token });
      return commitments;
    });
    desk.show();
  });
}

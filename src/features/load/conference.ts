import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Log } from "../../live/log/log.js";
import type { Db } from "../../store/db.js";
import type { StatusChange } from "../commitments/status-change.entity.js";
import { isEmpty, loadFiles } from "./load.js";

const DATA = fileURLToPath(new URL("../../../data", import.meta.url));

/** Fills an empty register with the conference and what it stands on; any other is left as it is. */
export async function loadConference(db: Db, log: Log<StatusChange>): Promise<void> {
  if (await isEmpty(db)) await loadFiles(db, log, await conferenceFiles());
}

/** Paths of the data files that come with the product, in the order in which they are loaded. */
export async function conferenceFiles(): Promise<string[]> {
  const names = await readdir(DATA, { recursive: true });
  return names
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(DATA, name));
}

import type { Db } from "../store/db.js";
import type { Entity } from "./loader.js";
import { writeId } from "./node.js";

interface Keyed {
  id: number;
  key: string;
}

/**
 * Which number a key or id stands for. A key never changes and no row is ever deleted, so what was found once holds
 * for as long as the database does. Only what every caller may see is kept here.
 */
export class KnownIds {
  private readonly ids = new Map<string, number>();

  get(type: string, reference: string): number | undefined {
    return this.ids.get(`${type} ${reference}`);
  }

  keep(type: string, reference: string, id: number): void {
    if (this.ids.size >= MOST) this.ids.clear();
    this.ids.set(`${type} ${reference}`, id);
  }

  /** Every row of these (short) tables: what nearly every filter names. */
  async readAll(db: Db, nouns: readonly Entity<Keyed>[]): Promise<void> {
    for (const noun of nouns) {
      for (const { id, key } of await db.read.find(noun)) {
        this.keep(noun.name, key, id);
        this.keep(noun.name, writeId(noun.name, id), id);
      }
    }
  }

  /** The database is another one now. */
  forget(): void {
    this.ids.clear();
  }
}

const MOST = 20_000;

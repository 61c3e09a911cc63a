import { StartError } from "../../src/base/errors.js";
import { entities } from "../../src/catalog.js";
import { Sector } from "../../src/features/sectors/sector.entity.js";
import { saveSector } from "../../src/features/sectors/sector.service.js";
import type { Tx } from "../../src/store/db.js";
import { openDb } from "../../src/store/open.js";
import { Statement } from "../../src/store/statements.js";
import { describeOnPostgres, SERVER } from "../support/postgres.js";
import { newDatabase } from "../support/process.js";
import { type Register, startRegister } from "../support/register.js";
import { until } from "../support/until.js";

describe("The store", () => {
  let register: Register;
  beforeEach(async () => void (register = await startRegister({ empty: true })));
  afterEach(() => register.stop());

  const add = (key: string) => register.app.db.write((tx) => saveSector(tx, { key, name: key }, null));
  const keys = async () => (await register.app.db.read.find(Sector, { order: { key: "ASC" } })).map((row) => row.key);

  it("keeps every acknowledged write beside one that is taken back", async () => {
    const failing = register.app.db.write(async (tx) => {
      await saveSector(tx, { key: "lost", name: "Lost" }, null);
      await tx.query("SELECT 1");
      throw new Error("changed my mind");
    });
    const innocent = Array.from({ length: 10 }, (_, index) => add(`kept-${index}`));
    await expect(failing).rejects.toThrow("changed my mind");
    await Promise.all(innocent);
    expect(await keys()).toEqual(Array.from({ length: 10 }, (_, index) => `kept-${index}`));
  });

  it("goes on reading what is committed, also after it was asked how it would read", async () => {
    await register.app.db.read.query("EXPLAIN SELECT * FROM sector");
    expect(await keys()).toEqual([]);
    await add("new");
    expect(await keys()).toEqual(["new"]);
  });

  it("shows readers nothing that is not committed", async () => {
    await register.app.db.write(async (tx) => {
      await saveSector(tx, { key: "half", name: "Half" }, null);
      expect(await keys()).toEqual([]);
    });
    expect(await keys()).toEqual(["half"]);
  });

  it("cannot be written through the reading door", async () => {
    const row = register.app.db.read.create(Sector, { key: "smuggled", nameVi: "X" });
    await expect(register.app.db.read.save(row)).rejects.toThrow(/read-?only/);
  });

  it("throws at a write inside a write instead of waiting for itself", async () => {
    await expect(register.app.db.write(() => add("nested"))).rejects.toThrow("inside db.write");
    await add("after");
    expect(await keys()).toEqual(["after"]);
  });

  it("is written by two processes on one database without losing a row", async () => {
    const other = await openDb({ url: register.databaseUrl, entities });
    const writes = Array.from({ length: 40 }, (_, index) =>
      (index % 2 ? register.app.db : other).write(async (tx) => {
        await tx.find(Sector); // reads first: the case in which a deferred transaction fails with "database is locked"
        await saveSector(tx, { key: `row-${index}`, name: "X" }, null);
      }),
    );
    await Promise.all(writes);
    await other.close();
    expect(await keys()).toHaveLength(40);
  });

  it("is opened by two processes at once on a new database", async () => {
    for (let times = SERVER === undefined ? 20 : 1; times > 0; times--) {
      const url = await newDatabase();
      const both = await Promise.all([openDb({ url, entities }), openDb({ url, entities })]);
      const epochs = await Promise.all(both.map((db) => db.read.query("SELECT epoch FROM log_head")));
      expect(epochs[0]).toEqual(epochs[1]);
      await Promise.all(both.map((db) => db.close()));
    }
  });

  it("keeps what stands in quotes out of the SQL", async () => {
    await add("plain");
    const statement = new Statement(register.app.db.dialect);
    const sql = `SELECT key FROM sector WHERE key = ${statement.bind("' OR 1=1 --")}`;
    expect(await register.app.db.read.query(sql, statement.values)).toEqual([]);
  });
});

describeOnPostgres("The store on PostgreSQL", () => {
  let register: Register;
  beforeEach(async () => void (register = await startRegister({ empty: true })));
  afterEach(() => register.stop());

  const write = (work: (tx: Tx) => Promise<unknown>) => register.app.db.write(work);
  const rename = (tx: Tx, key: string, name: string) => tx.update(Sector, { key }, { nameVi: name });

  it("does a write again that was ended because of a deadlock with another", async () => {
    for (const key of ["a", "b"]) await write((tx) => saveSector(tx, { key, name: key }, null));
    const holding = new Set<string>();
    const attempts: string[] = [];
    const inOrder = (name: string, first: string, second: string) =>
      write(async (tx) => {
        attempts.push(name);
        await rename(tx, first, name);
        holding.add(name);
        await until("the other to hold its row", () => holding.size === 2);
        await rename(tx, second, name);
      });
    await Promise.all([inOrder("one", "a", "b"), inOrder("other", "b", "a")]);
    expect(attempts).toHaveLength(3);
    const names = (await register.app.db.read.find(Sector)).map((row) => row.nameVi);
    expect(new Set(names).size).toBe(1);
  });

  it("waits for a write as long as it takes, for a read not for ever, and reads on after that", async () => {
    const long = "SELECT pg_sleep(21)";
    const writing = write((tx) => tx.query(long));
    await expect(register.app.db.read.query(long)).rejects.toThrow("timeout");
    expect(await register.app.db.read.find(Sector)).toEqual([]);
    await writing;
  }, 60_000);

  it("does not take a write for done in which a statement has failed unseen", async () => {
    const careless = write(async (tx) => {
      await saveSector(tx, { key: "lost", name: "Lost" }, null);
      await tx.query("SELECT nonsense").catch(() => undefined);
    });
    await expect(careless).rejects.toThrow(/current transaction is aborted/);
    expect(await register.app.db.read.find(Sector)).toEqual([]);
  });

  it("says in one line why it cannot be opened, without the password", async () => {
    const url = new URL(register.databaseUrl);
    url.password = "secret";
    url.pathname = "/nowhere";
    const error: Error = await openDb({ url: url.href, entities }).catch((reason) => reason);
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toMatch(/^Cannot open the database .*\/nowhere: database "nowhere" does not exist\.$/);
  });
});

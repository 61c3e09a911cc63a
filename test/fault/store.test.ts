import { entities } from "../../src/catalog.js";
import { Sector } from "../../src/features/sectors/sector.entity.js";
import { saveSector } from "../../src/features/sectors/sector.service.js";
import { openDb } from "../../src/store/open.js";
import { Statement } from "../../src/store/statements.js";
import { type Register, startRegister } from "../support/register.js";

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

  it("shows readers nothing that is not committed", async () => {
    await register.app.db.write(async (tx) => {
      await saveSector(tx, { key: "half", name: "Half" }, null);
      expect(await keys()).toEqual([]);
    });
    expect(await keys()).toEqual(["half"]);
  });

  it("cannot be written through the reading door", async () => {
    const row = register.app.db.read.create(Sector, { key: "smuggled", nameVi: "X" });
    await expect(register.app.db.read.save(row)).rejects.toThrow(/readonly/);
  });

  it("throws at a write inside a write instead of waiting for itself", async () => {
    await expect(register.app.db.write(() => add("nested"))).rejects.toThrow("inside db.write");
    await add("after");
    expect(await keys()).toEqual(["after"]);
  });

  it("is written by two processes on one file without losing a row", async () => {
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

  it("is opened by two processes at once on a new file", async () => {
    const url = register.databaseUrl.replace("register.db", "new.db");
    const both = await Promise.all([openDb({ url, entities }), openDb({ url, entities })]);
    const epochs = await Promise.all(both.map((db) => db.read.query("SELECT epoch FROM log_head")));
    expect(epochs[0]).toEqual(epochs[1]);
    await Promise.all(both.map((db) => db.close()));
  });

  it("keeps what stands in quotes out of the SQL", async () => {
    await add("plain");
    const statement = new Statement("sqlite");
    const sql = `SELECT key FROM sector WHERE key = ${statement.bind("' OR 1=1 --")}`;
    expect(await register.app.db.read.query(sql, statement.values)).toEqual([]);
  });
});

// The package sqlite3 with promises.
import sqlite3 from "sqlite3";

export async function openFile(file, mode = sqlite3.OPEN_READWRITE) {
  const db = await new Promise((resolve, reject) => {
    const opened = new sqlite3.Database(file, mode, (error) => (error ? reject(error) : resolve(opened)));
  });
  const call =
    (method) =>
    (sql, values = []) =>
      new Promise((resolve, reject) =>
        db[method](sql, values, (error, rows) => (error ? reject(error) : resolve(rows))),
      );
  return { db, all: call("all"), run: call("run"), close: () => new Promise((resolve) => db.close(resolve)) };
}

/** Reads from the file that a url names. */
export async function allOf(url, work) {
  const { all, close } = await openFile(url.slice("sqlite:".length), sqlite3.OPEN_READONLY);
  try {
    return await work(all);
  } finally {
    await close();
  }
}

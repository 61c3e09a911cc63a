// Compares schema.graphql with the last committed one that differs from it, or with that of a commit: check-schema.mjs COMMIT
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { judge, withoutRemovalDate } from "./schema-rules.mjs";

const git = (...args) =>
  execFileSync("git", args, { encoding: "utf8", maxBuffer: 2 ** 26, stdio: ["ignore", "pipe", "ignore"] });
const schemaAt = (commit) => git("show", `${commit}:./schema.graphql`);

/** What git says; undefined where there is none, or no answer. */
function ask(question) {
  try {
    return question();
  } catch {
    return undefined;
  }
}

/** Clean or not, the same two are compared before and after a commit. Undefined where history does not say. */
function commitBefore(schema) {
  const commits = ask(() => git("log", "--first-parent", "--format=%H", "--", "schema.graphql"))?.split("\n") ?? [];
  return commits.filter(Boolean).find((commit) => ![undefined, schema].includes(ask(() => schemaAt(commit))));
}

const after = readFileSync("schema.graphql", "utf8");
const refused = withoutRemovalDate(after).map(
  (path) => `${path} is deprecated without a removal date, such as "removed after 2027-06-01: use x".`,
);

const commit = process.argv[2] ?? commitBefore(after);
if (commit === undefined) {
  console.log(
    "schema.graphql: not compared, as no earlier version is at hand (no git, a shallow clone, or the first).",
  );
} else {
  const changeLog = readFileSync("CHANGELOG.md", "utf8");
  const today = new Date().toISOString().slice(0, 10);
  const found = await judge({ before: schemaAt(commit), after, changeLog, today });
  console.log(`schema.graphql, compared with that of ${commit.slice(0, 10)}:`);
  for (const level of ["safe", "dangerous", "breaking"])
    for (const message of found[level]) console.log(`  ${level}: ${message}`);
  refused.push(...found.refused);
}

for (const message of refused) console.error(`REFUSED: ${message}`);
if (refused.length > 0) process.exitCode = 1;

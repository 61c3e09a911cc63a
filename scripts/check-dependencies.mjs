// What is installed from elsewhere: licences, install scripts, known holes. With --write, LICENCES.md is written anew.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";

const FILE = "LICENCES.md";

/** Those that ask for no more than to be named. */
const ALLOWED = new Set([
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "Unlicense"],
  "OFL-1.1", // fonts
]);

/** Needed to build only, but what is built holds part of them. */
const BUILT_IN = ["preact", "@fontsource/be-vietnam-pro", "@iconify-json/lucide"];

const { packages } = JSON.parse(await readFile("package-lock.json", "utf8"));
const { allowScripts = {} } = JSON.parse(await readFile("package.json", "utf8"));

/** From the lock file: what is installed differs from platform to platform. */
const locked = Object.entries(packages)
  .filter(([path]) => path !== "")
  .map(([path, found]) => ({ name: path.replace(/^.*node_modules\//, ""), ...found }));

const shipped = locked.filter(({ name, dev }) => !dev || BUILT_IN.includes(name));

const refused = [...(await checkList()), ...foreign(), ...unnamedScripts(), ...(await knownHoles())];
for (const message of refused) console.error(`REFUSED: ${message}`);
if (refused.length > 0) process.exitCode = 1;

async function checkList() {
  const lines = shipped.map(({ name, version, license = "none" }) => `| ${name} | ${version} | ${license} |`);
  const list = `# Licences

Of every package that runs or is built into the pages, from \`package-lock.json\`: written by \`npm run licences\`, checked by \`npm run check\`.

| package | version | licence |
|---|---|---|
${[...new Set(lines)].sort().join("\n")}
`;
  if (process.argv.includes("--write")) await writeFile(FILE, list);
  const isOutOfDate = (await readFile(FILE, "utf8").catch(() => "")) !== list;
  return isOutOfDate ? [`${FILE} is out of date: run npm run licences, read what is new and commit it.`] : [];
}

function foreign() {
  return shipped
    .filter(({ license }) => !isAllowed(license))
    .map(({ name, version, license = "none" }) => `${name}@${version} has a licence that is not allowed: ${license}.`);
}

/** SPDX: one of those joined by OR may be chosen, all of those joined by AND hold. */
function isAllowed(license = "") {
  const alternatives = license.replace(/[()]/g, "").split(" OR ");
  return alternatives.some((each) => each.split(" AND ").every((one) => ALLOWED.has(one)));
}

/**
 * A script that runs at install time is refused for good, or allowed in the one version that was read. npm itself goes
 * by the bare name, as the lock file has no addresses: the entry with the version is for this check.
 */
function unnamedScripts() {
  const scripted = locked.filter(({ hasInstallScript }) => hasInstallScript);
  const names = new Set(scripted.flatMap(({ name, version }) => [name, `${name}@${version}`]));
  const unread = scripted.filter(
    ({ name, version }) => allowScripts[name] !== false && allowScripts[`${name}@${version}`] !== true,
  );
  return [
    ...unread.map(
      ({ name, version }) => `${name}@${version} has an install script: read it, then name it in allowScripts.`,
    ),
    ...Object.keys(allowScripts)
      .filter((entry) => !names.has(entry))
      .map((entry) => `allowScripts names ${entry}, which is not locked or has no install script.`),
  ];
}

/** What the registry knows. Where it does not answer that question, this says so and goes on. */
async function knownHoles() {
  const said = await audit();
  if (said?.vulnerabilities === undefined) {
    console.log(`Known holes: not asked, as the registry does not answer (${said?.message ?? "no network"}).`);
    return [];
  }
  const found = Object.values(said.vulnerabilities);
  return found.map(
    ({ name, severity, range }) => `${name} ${range} has a known hole (${severity}): npm audit --omit=dev`,
  );
}

function audit() {
  const npm = process.env.npm_execpath;
  const args = ["audit", "--omit=dev", "--audit-level=low", "--json", "--fetch-retries=0", "--fetch-timeout=20000"];
  const [command, given] = npm === undefined ? ["npm", args] : [process.execPath, [npm, ...args]];
  return new Promise((resolve) => {
    execFile(command, given, { maxBuffer: 2 ** 26, timeout: 60_000 }, (_error, out) => resolve(read(out)));
  });
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

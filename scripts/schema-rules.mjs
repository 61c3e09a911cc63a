// What may change in the schema that front ends rely on. No I/O: texts in, findings out.
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema, getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from "graphql";

/** One field, argument, input field or value: who has it, what it is of, and why it is deprecated. */
function membersOf(schema) {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith("__")) return [];
    const member = (path, { deprecationReason, type: of }, reason = deprecationReason) => ({
      owner: type.name,
      path: `${type.name}.${path}`,
      of: of && getNamedType(of).name,
      reason,
    });
    if (isEnumType(type)) return type.getValues().map((value) => member(value.name, value));
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) => [
      member(field.name, field),
      // A field that goes takes its arguments along.
      ...(field.args ?? []).map((arg) =>
        member(`${field.name}.${arg.name}`, arg, arg.deprecationReason ?? field.deprecationReason),
      ),
    ]);
  });
}

/** The last day on which something deprecated is still there, such as 2027-06-01. */
function lastDay(reason) {
  const isDay = (text) => new Date(`${text}T00:00Z`).toJSON()?.startsWith(text);
  return (reason?.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? []).filter(isDay).sort().at(-1);
}

/** The paths that are deprecated without a day on which they go.
 * @param {string} sdl */
export function withoutRemovalDate(sdl) {
  const deprecated = membersOf(buildSchema(sdl)).filter(({ reason }) => typeof reason === "string");
  return deprecated.filter(({ reason }) => lastDay(reason) === undefined).map(({ path }) => path);
}

/** Tells whether front ends had notice of a change: what it takes away was deprecated, and its last day is over. */
function noticeOf(schema, changes, today) {
  const members = membersOf(schema);
  const isOver = ({ reason }) => lastDay(reason) !== undefined && lastDay(reason) < today;
  const removed = new Set(changes.filter(({ type }) => type === "TYPE_REMOVED").map(({ path }) => path));
  return ({ type, path }) => {
    if (type !== "TYPE_REMOVED") return members.some((member) => member.path === path && isOver(member));
    // A type follows what leads to it.
    const uses = members.filter((member) => member.of === path);
    return uses.length > 0 && uses.every((use) => isOver(use) || removed.has(use.owner));
  };
}

/** What is wrong with a breaking change; undefined if the change log allows it. */
function objection({ path, message }, changeLog, hadNotice) {
  const lines = changeLog.split("\n").filter((line) => /^[-*] BREAKING: /.test(line) && line.includes(`\`${path}\``));
  if (lines.length === 0) return `${message}. CHANGELOG.md has no line "- BREAKING: \`${path}\` …".`;
  if (hadNotice || lines.some((line) => line.includes("without notice"))) return undefined;
  return `${message}. It was not deprecated with a removal date that has passed, and CHANGELOG.md does not say "without notice".`;
}

/** Compares two schemas. What stands in `refused` must not be published.
 * @param {{ before: string, after: string, changeLog: string, today: string }} texts */
export async function judge({ before, after, changeLog, today }) {
  const old = buildSchema(before);
  const changes = await diff(old, buildSchema(after));
  const hadNotice = noticeOf(old, changes, today);
  const told = (wanted) => changes.filter(({ criticality }) => criticality.level === wanted);
  const breaking = told(CriticalityLevel.Breaking);
  return {
    safe: told(CriticalityLevel.NonBreaking).map(({ message }) => message),
    dangerous: told(CriticalityLevel.Dangerous).map(({ message }) => message),
    breaking: breaking.map(({ message }) => message),
    refused: breaking.flatMap((change) => objection(change, changeLog, hadNotice(change)) ?? []),
  };
}

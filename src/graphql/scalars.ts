import { GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTime, GraphQLLocalDate } from "graphql-scalars";
import { isPartialDate } from "../base/dates.js";
import { badInput } from "../base/errors.js";

export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  description: "An instant in UTC with milliseconds: `2026-11-24T08:30:00.000Z`.",
});

export const CalendarDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: "Date",
  description: "A day of the calendar: `2026-11-24`.",
});

export const PartialDate = textScalar(
  "PartialDate",
  "A date as precise as it is known (ISO 8601 of reduced precision): `2019`, `2019-08` or `2019-08-15`.",
  (text) => {
    if (!isPartialDate(text)) throw badInput(`"${text.slice(0, 40)}" is not a date like 2019, 2019-08 or 2019-08-15.`);
    return text;
  },
);

export const Cursor = textScalar(
  "Cursor",
  "A place in the log of status changes: opaque, valid as long as this database's history.",
  (text) => text,
);

function textScalar(name: string, description: string, check: (text: string) => string): GraphQLScalarType {
  const parse = (value: unknown) => {
    if (typeof value !== "string") throw badInput(`${name} is written as a text.`);
    return check(value);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null),
  });
}

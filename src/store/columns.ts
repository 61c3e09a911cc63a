import { Column, DefaultNamingStrategy, ForeignKey, type ObjectType } from "typeorm";
import { snakeCase } from "typeorm/util/StringUtils.js";

/** Columns that read and write alike on every database: text, whole numbers, references and lists kept as text. */

interface Options {
  nullable?: boolean;
  default?: number;
}

/** Text, also for enum values, partial dates and instants: ISO 8601 text sorts as time does. */
export function Text(options: Options = {}): PropertyDecorator {
  return Column({ type: "text", ...options });
}

export function Int(options: Options = {}): PropertyDecorator {
  return Column({ type: "integer", ...options });
}

/** The id of a row of another entity. */
export function Reference(to: () => ObjectType<object>, options: Options = {}): PropertyDecorator {
  return (target, property) => {
    Column({ type: "integer", ...options })(target, property);
    ForeignKey(to)(target, property as string);
  };
}

/** A short list kept as JSON text. */
export function JsonList(): PropertyDecorator {
  return Column({
    type: "text",
    transformer: { to: (value: unknown) => JSON.stringify(value), from: (text: string) => JSON.parse(text) },
  });
}

/** `statusSince` in code is `status_since` in SQL, on every database without quotes. */
export class SnakeNames extends DefaultNamingStrategy {
  override tableName(className: string, given?: string): string {
    return given ?? snakeCase(className);
  }

  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return snakeCase([...prefixes, given ?? property].join("_"));
  }
}

/** The table of an entity, as `SnakeNames` calls it. */
export const tableOf = (entity: { name: string }): string => snakeCase(entity.name);

const names = new Map<string, string>();

/** The column of a property, as `SnakeNames` calls it. */
export function columnName(property: string): string {
  const name = names.get(property) ?? snakeCase(property);
  names.set(property, name);
  return name;
}

import { readFile } from "node:fs/promises";
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";
import { resolvers } from "../../src/catalog.js";
import { dataFileSchema } from "../../src/features/load/data-file.record.js";
import { printedSchema } from "../../src/server/printed-schema.js";
import { createSchema } from "../../src/server/schema.js";

describe("The schema", () => {
  let schema: GraphQLSchema;
  beforeAll(async () => void (schema = await createSchema(resolvers)));

  it("is committed as it is", async () => {
    expect(await readFile("schema.graphql", "utf8")).toBe(printedSchema(schema));
    expect(JSON.parse(await readFile("data/schema.json", "utf8"))).toEqual(dataFileSchema());
  });

  it("describes every type, field, argument and value", () => {
    const silent: string[] = [];
    const check = (name: string, thing: { description?: string | null }) => thing.description || silent.push(name);
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith("__") || isSpecifiedScalarType(type)) continue;
      check(type.name, type);
      if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field);
        for (const arg of field.args) check(`${type.name}.${field.name}(${arg.name})`, arg);
      }
    }
    expect(silent).toEqual([]);
  });

  it("publishes the closed list of error codes", () => {
    const type = schema.getType("ErrorCode");
    expect(isEnumType(type) && type.getValues().map((value) => value.name)).toEqual([
      ...["BAD_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "INVALID_TRANSITION"],
      ...["RESYNC_REQUIRED", "TOO_COMPLEX", "RATE_LIMITED", "INTERNAL"],
    ]);
  });

  it("gives every mutation one input and one payload of its own", () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const Name = `${field.name[0]?.toUpperCase()}${field.name.slice(1)}`;
      expect(field.args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([`input: ${Name}Input!`]);
      expect(String(field.type)).toBe(`${Name}Payload!`);
    }
  });

  it("can be read by any GraphQL tool", async () => {
    expect(Object.keys(buildSchema(await readFile("schema.graphql", "utf8")).getTypeMap()).length).toBeGreaterThan(100);
  });
});

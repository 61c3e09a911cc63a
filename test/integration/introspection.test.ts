import { getIntrospectionQuery } from "graphql";
import { post } from "../support/http.js";
import { type Register, startRegister } from "../support/register.js";
import { askOverWebSocket } from "../support/socket.js";

describe("A register that keeps its schema to itself", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister({ settings: { INTROSPECTION: "off" } })));
  afterAll(() => register.stop());

  /** The same answer over both doors. */
  async function ask(query: string, variables?: Record<string, unknown>) {
    const { data, errors } = await post(register.url, query, variables);
    const other = await askOverWebSocket(register.url, query, variables);
    expect(other).toEqual(JSON.parse(JSON.stringify({ data, errors })));
    return { data, errors };
  }

  it.each([
    ["all of it", getIntrospectionQuery()],
    ["one type", '{ viewer { role } __type(name: "Commitment") { fields { name } } }'],
    ["it below a fragment", "{ ...F } fragment F on Query { s: __schema { types { name } } }"],
  ])("refuses to tell %s", async (_what, query) => {
    const { data, errors } = await ask(query);
    expect(data).toBeUndefined();
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(["BAD_INPUT"]));
    expect(errors?.[0]?.message).toMatch("GraphQL introspection has been disabled");
  });

  it.each<[string, string, object?]>([
    ["a field", "{ viewr { role } }"],
    ["a field below", "{ commitments { nodes { titel } } }"],
    ["an argument", "{ commitments(fist: 1) { totalCount } }"],
    ["a type", "{ node(id: 1) { ... on Comitment { title } } }"],
    ["a value of an enum", "{ commitments(filter: { status: [AGRED] }) { totalCount } }"],
    ["a field of an input", "{ commitments(filter: { statsu: [AGREED] }) { totalCount } }"],
    [
      "a value in a variable",
      "query ($s: [CommitmentStatus!]) { commitments(filter: { status: $s }) { totalCount } }",
      { s: ["AGRED"] },
    ],
    [
      "a field in a variable",
      "query ($f: CommitmentFilter) { commitments(filter: $f) { totalCount } }",
      { f: { statsu: ["AGREED"] } },
    ],
  ])("suggests nothing for %s that it does not know", async (_what, query, ...[variables]) => {
    const { errors } = await ask(query, variables as Record<string, unknown>);
    expect(errors?.[0]?.extensions.code).toBe("BAD_INPUT");
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
  });

  it("says of what type a record is, and answers all else", async () => {
    expect((await ask("{ __typename viewer { __typename } }")).data).toEqual({
      __typename: "Query",
      viewer: { __typename: "Viewer" },
    });
  });
});

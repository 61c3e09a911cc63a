import { getIntrospectionQuery } from "graphql";
import { post } from "../support/http.js";
import { type Register, startRegister } from "../support/register.js";
import { askOverWebSocket } from "../support/socket.js";

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const inNodes = (fields: string) => `{ commitments(first: 1) { nodes { ${fields} } } }`;
/** Each fragment asks twice for the next one, so that the last is asked for 2^depth times. */
const doubled = (depth: number, last: string) =>
  `{ viewer { ...F0 } } ${times(depth, (i) => `fragment F${i} on Viewer { ...F${i + 1} ...on Viewer { ...F${i + 1} } }`).join(" ")}
   fragment F${depth} on Viewer { ${last} }`;

describe("The limits of an operation", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  /** The same answer over both doors. */
  async function ask(query: string, variables?: Record<string, unknown>, extensions?: Record<string, unknown>) {
    const { data, errors, extensions: said } = await post(register.url, query, variables, undefined, extensions);
    const other = await askOverWebSocket(register.url, query, variables, extensions);
    expect(other).toEqual(JSON.parse(JSON.stringify({ data, errors, extensions: said })));
    return { data, errors, extensions: said };
  }

  it.each<[string, string, string, object]>([
    [
      "pages that hold too much",
      "{ localities(first: 100) { nodes { commitments(first: 100) { nodes { initiative { title } } } } } }",
      "Pages and lists that could hold 20100 nodes are asked for; at most 20000.",
      { cost: 20_100, limit: 20_000 },
    ],
    [
      "pages from the end, though the other end is named, too",
      "{ localities(first: null, last: 100) { nodes { commitments(first: null, last: 100) { nodes { initiative { id } } } } } }",
      "Pages and lists that could hold 20100 nodes are asked for; at most 20000.",
      { cost: 20_100, limit: 20_000 },
    ],
    [
      "fields without a bottom",
      `{ locality(key: "ha-noi") { ${"parent { ".repeat(25)} id ${"}".repeat(25)} } }`,
      "Fields 27 levels deep are asked for; at most 20.",
      { depth: 27, limit: 20 },
    ],
    [
      "aliases",
      inNodes(times(201, (i) => `a${i}: title`).join(" ")),
      "201 aliases are used; at most 200.",
      { aliases: 201, limit: 200 },
    ],
    [
      "aliases by way of fragments",
      doubled(10, "a: name"),
      "1024 aliases are used; at most 200.",
      { aliases: 1024, limit: 200 },
    ],
    [
      "directives",
      inNodes(times(201, (i) => `...F${i % 20} @include(if: true)`).join(" ")),
      "201 directives are used; at most 200.",
      { directives: 201, limit: 200 },
    ],
    [
      "one directive repeated",
      inNodes(`title ${"@include(if: true) ".repeat(500)}`),
      "500 directives are used; at most 200.",
      { directives: 500, limit: 200 },
    ],
    [
      "directives upon directives",
      inNodes(`title ${"@include(if: true) ".repeat(6)}`),
      "6 directives are on one field or fragment; at most 5.",
      { stackedDirectives: 6, limit: 5 },
    ],
    [
      "one field repeated",
      inNodes("title ".repeat(500)),
      "The same field or fragment is asked for 500 times in one selection; at most 20.",
      { duplicates: 500, limit: 20 },
    ],
    [
      "one field repeated beyond what can be validated",
      inNodes("title ".repeat(4_900)),
      "The same field or fragment is asked for 4900 times in one selection; at most 20.",
      { duplicates: 4_900, limit: 20 },
    ],
    [
      "one field repeated by inline fragments",
      inNodes("... { title } ... { ... { title } } ".repeat(50)),
      "The same field or fragment is asked for 100 times in one selection; at most 20.",
      { duplicates: 100, limit: 20 },
    ],
    [
      "one fragment repeated",
      `${inNodes("...F ".repeat(21))} fragment F on Commitment { title }`,
      "The same field or fragment is asked for 21 times in one selection; at most 20.",
      { duplicates: 21, limit: 20 },
    ],
    [
      "one field repeated under other names",
      inNodes(times(200, (i) => `a${i}: description`).join(" ")),
      "The same field or fragment is asked for 200 times in one selection; at most 20.",
      { duplicates: 200, limit: 20 },
    ],
    [
      "one field repeated under other names, with its arguments in any order",
      times(21, (i) => `a${i}: search(${i % 2 ? 'text: "ha" first: 1' : 'first: 1, text: "ha"'}) { __typename }`)
        .join(" ")
        .replace(/.+/, "{ $& }"),
      "The same field or fragment is asked for 21 times in one selection; at most 20.",
      { duplicates: 21, limit: 20 },
    ],
    [
      "root fields",
      `{ ${times(51, (i) => `a${i}: sector(key: "${i}") { id }`).join(" ")} }`,
      "51 root fields are asked for; at most 50.",
      { rootFields: 51, limit: 50 },
    ],
    [
      "tokens",
      `{ ${"viewer { role } ".repeat(2_000)} }`,
      "The document has 8002 tokens; at most 5000.",
      { tokens: 8_002, limit: 5_000 },
    ],
    [
      "brackets without a bottom",
      `{ locality(code: "01", on: ${"[".repeat(2_400)}${"]".repeat(2_400)}) { key } }`,
      "The document has brackets 2402 levels deep; at most 100.",
      { nesting: 2_402, limit: 100 },
    ],
    [
      "fragments that cannot all be compared",
      `${inNodes(times(500, (i) => `...F${i}`).join(" "))} ${times(500, (i) => `fragment F${i} on Commitment { title }`).join(" ")}`,
      "The same fields are asked for in too many fragments to compare them all.",
      {},
    ],
  ])("refuse %s, with the number and the limit", async (_what, query, message, numbers) => {
    const { data, errors } = await ask(query);
    expect([data, errors]).toEqual([undefined, [{ message, extensions: { ...numbers, code: "TOO_COMPLEX" } }]]);
  });

  it("refuse before anything is run", async () => {
    const before = register.statements.length;
    await ask(inNodes("title ".repeat(500)));
    expect(register.statements.slice(before)).toEqual([]);
  });

  it("count by the sizes that the variables say, at every request anew", async () => {
    const query = `query ($size: Int = 100, $constructor: Int) { localities(first: $size) { nodes {
      commitments(first: 100) { nodes { initiative { id } } } } } commitments(first: $constructor) {
      nodes { id initiative { id } meeting { id } } } }`;
    for (let round = 1; round <= 2; round++) {
      expect((await ask(query)).errors?.[0]?.extensions).toEqual({ code: "TOO_COMPLEX", cost: 20_250, limit: 20_000 });
      expect((await ask(query, { size: 2 })).errors).toBeUndefined();
      expect((await ask(query, { size: 99 })).errors?.[0]?.extensions.cost).toBe(20_049);
    }
  });

  it("are generous to what tools write", async () => {
    expect((await ask(getIntrospectionQuery())).errors).toBeUndefined();
    const parts = times(60, (i) => `Part${i}`);
    const components = `{ commitments(first: 20) { nodes { ${parts.map((name) => `...${name}`).join(" ")} } } }
      ${parts.map((name) => `fragment ${name} on Commitment { __typename id title parties { __typename role locality { ...Place } } }`).join("\n")}
      fragment Place on Locality { __typename id name(language: EN) }`;
    expect((await ask(components)).errors).toBeUndefined();
    const instants = times(100, (i) => `at${i}: statusAt(at: "20${(i % 90) + 10}-0${(i % 9) + 1}-01T00:00:00Z")`);
    expect((await ask(inNodes(instants.join(" ")))).errors).toBeUndefined();
    const pages = times(60, (i) => `fragment Page${i} on Query { viewer { role } sectors { key } }`);
    expect((await ask(`{ ${times(60, (i) => `...Page${i}`).join(" ")} } ${pages.join(" ")}`)).errors).toBeUndefined();
  });

  it("are told with the answer to whoever asks", async () => {
    const query = "query ($size: Int) { list: commitments(first: $size) { nodes { id parties { role } } } }";
    const { data, extensions } = await ask(query, { size: 3 }, { cost: true });
    expect(data.list.nodes).toHaveLength(3);
    expect(extensions).toEqual({
      cost: {
        ...{ cost: 15, depth: 4, aliases: 1, directives: 0, stackedDirectives: 0, duplicates: 1, rootFields: 1 },
        limits: {
          cost: 20_000,
          depth: 20,
          aliases: 200,
          directives: 200,
          stackedDirectives: 5,
          duplicates: 20,
          rootFields: 50,
        },
      },
    });
    expect((await ask(query, { size: 3 })).extensions).toBeUndefined();
    expect((await ask(query, { size: 3 }, { cost: "yes" })).extensions).toBeUndefined();
  });

  it("end the list of what is not valid in a document, but help with each", async () => {
    const { errors } = await ask(inNodes(times(4_000, (i) => `titel${i}`).join(" ")));
    expect(errors).toHaveLength(21);
    expect(errors?.at(-1)?.message).toMatch("Too many validation errors");
    expect((await ask(inNodes("titel"))).errors?.[0]?.message).toMatch('Did you mean "title"');
  });
});

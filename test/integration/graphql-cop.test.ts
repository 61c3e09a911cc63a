import { type Register, startRegister } from "../support/register.js";

/** What graphql-cop asks a server, in our words. Each probe says whether it would report what it found. */
type Probe = (url: string) => Promise<boolean>;

const asked = (url: string, body: unknown): Promise<any> =>
  fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).then((response) => response.json());
const query = (url: string, text: string) => asked(url, { query: text });
/** As a link or a form of a foreign page would ask: no header of its own, the question in the address. */
const byAddress = (url: string, method: string, text: string): Promise<any> =>
  fetch(`${url}/graphql?query=${encodeURIComponent(text)}`, { method }).then((response) => response.json());
const isAnswered = ({ data }: any) => data?.__typename != null;

const CIRCLE = `query { __schema { ...A } } fragment A on __Schema { __typename ...B } fragment B on __Schema { ...A }`;
const INTO_ITSELF =
  "query { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } }";
const NO_GRAPHQL = "qwerty cop { abc }";

const PROBES: Record<string, Probe> = {
  async "alias overloading"(url) {
    const aliases = Array.from({ length: 101 }, (_, index) => `alias${index}: __typename`);
    return (await query(url, `query { ${aliases.join(" ")} }`)).data?.alias100 != null;
  },
  async "batch queries"(url) {
    const answer = await asked(url, Array(11).fill({ query: "query { __typename }" }));
    return Array.isArray(answer) && answer.length >= 10;
  },
  "circular fragments": async (url) => (await query(url, CIRCLE)).errors === undefined,
  "circular introspection": async (url) => (await query(url, INTO_ITSELF)).data?.__schema?.types.length > 25,
  async "directive overloading"(url) {
    const { errors } = await query(url, `query { __typename ${"@aa".repeat(10)} }`);
    return errors === undefined || errors.length >= 10;
  },
  "field duplication": async (url) => isAnswered(await query(url, `query { ${"__typename ".repeat(500)} }`)),
  "field suggestions": async (url) =>
    (await query(url, "query { __schema { directive } }")).errors[0].message.includes("Did you mean"),
  introspection: async (url) =>
    (await query(url, "query { __schema { types { name fields { name } } } }")).data?.__schema != null,
  "queries by GET": async (url) => isAnswered(await byAddress(url, "GET", "{ __typename }")),
  "mutations by GET": async (url) => isAnswered(await byAddress(url, "GET", "mutation { __typename }")),
  "queries in the address of a POST": async (url) => isAnswered(await byAddress(url, "POST", "query { __typename }")),
  async "queries in a form"(url) {
    const body = new URLSearchParams({ query: "query { __typename }" });
    return isAnswered(await (await fetch(`${url}/graphql`, { method: "POST", body })).json());
  },
  "trace mode": async (url) => /tracing|exception|stacktrace/i.test(JSON.stringify(await query(url, "{ __typename }"))),
  "unhandled errors": async (url) => /exception|stacktrace/i.test(JSON.stringify(await query(url, NO_GRAPHQL))),
  async "a GraphQL IDE"(url) {
    const paths = ["/graphiql", "/playground", "/console", "/graphql"];
    const pages = paths.map(async (path) =>
      (await fetch(`${url}${path}`, { headers: { accept: "text/html" } })).text(),
    );
    return (await Promise.all(pages)).some((page) => /graphiql|graphql playground/i.test(page));
  },
};

/** All that the probes would report of a register. */
async function reports({ url }: Register): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(PROBES).map(async ([name, probe]) => ((await probe(url)) ? [name] : [])),
  );
  return found.flat();
}

describe("What graphql-cop looks for", () => {
  it("is not there, but for the schema and the playground, which are the product", async () => {
    const register = await startRegister();
    expect(await reports(register)).toEqual(["field suggestions", "introspection", "a GraphQL IDE"]);
    await register.stop();
  });

  it("is the playground alone where the schema is kept to itself", async () => {
    const register = await startRegister({ settings: { INTROSPECTION: "off" } });
    expect(await reports(register)).toEqual(["a GraphQL IDE"]);
    await register.stop();
  });
});

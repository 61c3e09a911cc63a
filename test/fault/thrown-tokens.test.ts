import fc from "fast-check";
import { type BothDoors, bothDoors } from "../support/both-doors.js";
import { type Dice, diced, rounds } from "../support/dice.js";
import { type Register, startRegister, tokenOf } from "../support/register.js";
import { ODD_TEXTS } from "../support/thrown-values.js";

const WHO = "{ viewer { isSignedIn role name localities { key } } }";
/** Where an id or a cursor may be given. */
const PLACES = [
  "query ($at: Cursor) { statusChanges(after: $at) { pageInfo { endCursor } } }",
  "query ($at: Cursor) { commitments(first: 2) { nodes { history(before: $at, last: 1) { totalCount } } } }",
  "query ($at: String) { commitments(before: $at, last: 2) { pageInfo { startCursor } } }",
  "query ($at: String) { localities(after: $at, orderBy: { field: NAME }) { nodes { key } } }",
  "query ($at: ID!) { node(id: $at) { id } nodes(ids: [$at, $at]) { id } }",
  "query ($at: ID!) { commitment(id: $at) { id } }",
  "query ($at: ID!) { commitments(filter: { party: [$at], saidBy: [$at] }) { totalCount } }",
  "mutation ($at: ID!) { openMeeting(input: { meetingId: $at }) { meeting { id } } }",
  "subscription ($at: ID!) { meetingUpdated(id: $at) { id } }",
];
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

const HEADS = [
  { alg: "none" },
  { alg: "HS256", crit: ["exp"] },
  { alg: "HS256", b64: false, crit: ["b64"] },
  { alg: "HS512" },
  { alg: "RS256" },
]
  .concat([{ alg: "HS256", kid: "../../etc/passwd" } as never, { alg: "HS256", jwk: { kty: "oct", k: "AA" } } as never])
  .concat([
    { typ: "JWT" } as never,
    null as never,
    "x" as never,
    { alg: ["HS256"] } as never,
    { alg: "HS256", zip: "DEF" } as never,
  ]);
const CLAIMS = [
  {},
  { sub: "an", role: "ADMIN" },
  { sub: "an", role: "ADMIN", exp: "x" },
  { sub: 5 },
  [],
  null,
  "x",
  { sub: "an", role: "ADMIN", exp: 1e30 },
];

/** A token from a good one, as somebody without the key can make it. */
function forged(dice: Dice, good: string): string {
  const [head = "", claims = "", signature = ""] = good.split(".");
  const at = dice.below(good.length);
  const ways: (() => string)[] = [
    () => good.slice(0, at) + dice.pick([...BASE64]) + good.slice(at + 1),
    () => `${encode(dice.pick(HEADS))}.${claims}.${dice.pick([signature, "", "AA"])}`,
    () => `${head}.${encode(dice.pick<unknown>(CLAIMS))}.${signature}`,
    () => `${encode(dice.pick(HEADS))}.${encode(dice.pick<unknown>(CLAIMS))}.`,
    () => good.slice(0, at),
    () => good.slice(at),
    () => `${good}.${dice.pick([head, signature, "", "."])}`,
    () => `${".".repeat(dice.below(3_000))}${head}`,
    () => `${head}.${claims.repeat(1 + dice.below(40))}.${signature}`,
    () => dice.pick(["é.é.é", "\u00ff", "null", "undefined", "{}", "[object Object]", "a b", "-", encode("\0")]),
  ];
  return dice.pick(ways)();
}

/** An id or a cursor from a good one. */
function bent(dice: Dice, good: string): string {
  const at = dice.below(good.length);
  const text = Buffer.from(good, "base64url").toString();
  const ways: (() => string)[] = [
    () => good,
    () => good.slice(0, at) + dice.pick([...BASE64, "=", "+", "/", "\n", "é"]) + good.slice(at + 1),
    () => good.slice(0, at),
    () => good + dice.pick(["=", "==", "A", " ", "\0"]),
    () =>
      encode(
        text.replace(/\d+/, () =>
          dice.pick(["0", "-1", "1e3", "99999999999999999999", "9007199254740993", "0x1", "", "1.5", "NaN"]),
        ),
      ),
    () =>
      encode(
        text.replace(/\d+$/, () =>
          dice.pick(["0", "-1", "1e3", "99999999999999999999", "2147483648", "", "1.5", "null"]),
        ),
      ),
    () =>
      encode(
        text.replace(/^\w+/, () => dice.pick(["Locality", "StatusChange", "__proto__", "constructor", "Nothing", ""])),
      ),
    () =>
      encode(
        dice.pick<unknown>([
          null,
          [],
          {},
          5,
          [[]],
          ["a"],
          [null, null],
          ["a", 1, 2],
          '["',
          ["\0", 1],
          [1e308, 1],
          ["x".repeat(5_000), 1],
        ]),
      ),
    () => dice.pick(ODD_TEXTS),
  ];
  return dice.pick(ways)();
}

const REFUSALS = ["BAD_INPUT", "NOT_FOUND", "RESYNC_REQUIRED", "UNAUTHENTICATED"];

describe("Whoever forges", () => {
  let register: Register;
  let doors: BothDoors;
  beforeAll(async () => {
    register = await startRegister();
    doors = await bothDoors(register.url);
  });
  afterAll(async () => {
    doors.close();
    await register.stop();
  });

  it("a token is nobody at either door, whatever was changed in it", async () => {
    const good = await tokenOf("hanoi");
    const asItself = await doors.http({ query: WHO }, `Bearer ${good}`);
    const tokens = fc.asyncProperty(
      diced((dice) => forged(dice, good)),
      async (token) => {
        const answers = await Promise.all([
          doors.http({ query: WHO }, `Bearer ${token}`),
          doors.socket({ query: WHO }, `Bearer ${token}`),
        ]);
        // Of a signature's last letter some bits say nothing: then it is the same token.
        for (const answer of answers) if (answer.codes[0] !== "UNAUTHENTICATED") expect(answer).toEqual(asItself);
        if (token !== good && token.slice(0, -1) !== good.slice(0, -1))
          expect(answers.map(({ codes }) => codes)).toEqual([["UNAUTHENTICATED"], ["UNAUTHENTICATED"]]);
      },
    );
    await fc.assert(tokens, rounds(150));
    expect(await doors.socket({ query: WHO }, `Bearer ${good}`)).toEqual(asItself);
  }, 120_000);

  it("an id or a cursor finds nothing, or what it names, alike at both doors", async () => {
    const { commitments, statusChanges } =
      await register.get(`{ commitments(first: 3) { liveCursor pageInfo { endCursor } nodes { id } }
      statusChanges(first: 3) { pageInfo { endCursor } } }`);
    const goods = [
      commitments.liveCursor,
      commitments.pageInfo.endCursor,
      commitments.nodes[0].id,
      statusChanges.pageInfo.endCursor,
    ];
    const forgery = diced((dice) => bent(dice, dice.pick(goods)));
    const places = fc.asyncProperty(fc.constantFrom(...PLACES), forgery, async (query, at) => {
      const asked = { query, variables: { at } };
      const codes = (await doors.http(asked)).codes;
      const other = query.startsWith("subscription") ? await doors.follow(asked) : await doors.socket(asked);
      if (!query.startsWith("subscription")) expect(other.codes).toEqual(codes);
      for (const code of [...codes, ...other.codes]) expect(REFUSALS).toContain(code);
    });
    await fc.assert(places, rounds(300));
  }, 120_000);
});

import { judge, withoutRemovalDate } from "../../scripts/schema-rules.mjs";

const TODAY = "2027-06-02";
const OVER = `@deprecated(reason: "removed after 2027-06-01: use b")`;
const NOT_OVER = `@deprecated(reason: "removed after 2027-06-02: use b")`;

/** What is refused when the first schema becomes the second. */
async function refused(before: string, after: string, changeLog = ""): Promise<string[]> {
  return (await judge({ before, after, changeLog, today: TODAY })).refused;
}

describe("A change of the schema", () => {
  it("is told as safe, dangerous or breaking", async () => {
    const found = await judge({
      before: "type Query { a: Int  gone: Int  e: E } enum E { ONE }",
      after: "type Query { a: Int  new: Int  e: E } enum E { ONE TWO }",
      ...{ changeLog: "", today: TODAY },
    });
    expect(found).toMatchObject({
      safe: ["Field 'new' was added to object type 'Query'"],
      dangerous: ["Enum value 'TWO' was added to enum 'E'"],
      breaking: ["Field 'gone' was removed from object type 'Query'"],
    });
    expect(found.refused).toHaveLength(1);
  });

  it("may add what it likes", async () => {
    expect(await refused("type Query { a: Int }", "type Query { a: Int  b(c: Int): [Int!] }")).toEqual([]);
  });

  describe("that breaks front ends", () => {
    const before = `type Query { a: Int ${OVER}  b: Int }`;
    const after = "type Query { b: Int }";

    it("is refused without a line in the change log", async () => {
      expect(await refused(before, after)).toEqual([expect.stringContaining('no line "- BREAKING: `Query.a`')]);
      expect(await refused(before, after, "- BREAKING: `Query.ab`, use b\n- `Query.a` removed")).toHaveLength(1);
    });

    it("passes with a line that names it, once it was deprecated and its last day is over", async () => {
      expect(await refused(before, after, "## Unreleased\n\n- BREAKING: `Query.a` removed, use b")).toEqual([]);
    });

    it.each([
      ["was never deprecated", "type Query { a: Int  b: Int }"],
      ["is still in its last day", `type Query { a: Int ${NOT_OVER}  b: Int }`],
      ["had no day set", `type Query { a: Int @deprecated(reason: "use b")  b: Int }`],
    ])("is refused in spite of a line when it %s", async (_, tooSoon) => {
      const [objection] = await refused(tooSoon, after, "- BREAKING: `Query.a` removed, use b");
      expect(objection).toContain("not deprecated with a removal date that has passed");
    });

    it("passes without a deprecation only where the change log says so", async () => {
      const line = "- BREAKING: `Query.a` removed without notice: it showed what nobody may see";
      expect(await refused("type Query { a: Int  b: Int }", after, line)).toEqual([]);
    });
  });

  it.each([
    ["Query.a.x", `type Query { a(x: Int ${OVER}): Int }`, "type Query { a: Int }"],
    ["E.ONE", `type Query { e: E } enum E { ONE ${OVER} TWO }`, "type Query { e: E } enum E { TWO }"],
    [
      "In.x",
      `type Query { a(i: In): Int } input In { x: Int ${OVER} y: Int }`,
      "type Query { a(i: In): Int } input In { y: Int }",
    ],
  ])("keeps to the same rule for an argument, a value and an input: %s", async (path, before, after) => {
    const line = `- BREAKING: \`${path}\` removed`;
    expect(await refused(before, after)).toHaveLength(1);
    expect(await refused(before, after, line)).toEqual([]);
    expect(await refused(before.replace(OVER, ""), after, line)).toHaveLength(1);
  });

  it.each([
    ["Query.a", "type Query { a: Int }", "type Query { a: String }"],
    ["Query.a.x", "type Query { a: Int }", "type Query { a(x: Int!): Int }"],
  ])("cannot be announced where it changes what stays, and has to say so: %s", async (path, before, after) => {
    expect(await refused(before, after, `- BREAKING: \`${path}\` changed`)).toHaveLength(1);
    expect(await refused(before, after, `- BREAKING: \`${path}\` changed without notice`)).toEqual([]);
  });

  describe("that removes a type", () => {
    const after = "type Query { b: Int }";
    const lines = "- BREAKING: `Query.a`, `A`, `B` removed, use b";

    it("follows what led to the type", async () => {
      expect(
        await refused(`type Query { a: A ${OVER}  b: Int } type A { b: B } type B { c: Int }`, after, lines),
      ).toEqual([]);
    });

    it("is refused when something that leads to it was not deprecated", async () => {
      const before = `type Query { a: A ${OVER}  b: Int  c: A } type A { x: Int }`;
      const [...objections] = await refused(before, after, `${lines}\n- BREAKING: \`Query.c\` removed`);
      expect(objections).toEqual([expect.stringContaining("Type 'A'"), expect.stringContaining("Field 'c'")]);
    });
  });
});

describe("A deprecation", () => {
  it("names the last day of what is to go", () => {
    const schema = `type Query {
      a: Int @deprecated  b: Int @deprecated(reason: "use c")  c: Int ${OVER}  d(e: Int @deprecated(reason: "removed after 2027-02-30")): E
    } enum E { ONE @deprecated(reason: "soon")  TWO } input In { x: Int @deprecated(reason: "by June 2027") }`;
    expect(withoutRemovalDate(schema)).toEqual(["Query.a", "Query.b", "Query.d.e", "E.ONE", "In.x"]);
    expect(withoutRemovalDate("type Query { a: Int }")).toEqual([]);
  });
});

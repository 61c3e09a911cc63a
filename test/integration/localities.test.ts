import { type Register, startRegister } from "../support/register.js";
import { done, save } from "../support/sent.js";

/** GSO codes before and after 2025-07-01, by hand from the published table. */
const CODES =
  `01>01 02>08 04>04 06>19 08>08 10>15 11>11 12>12 14>14 15>15 17>25 19>19 20>20 22>22 24>24 25>25 26>25 27>24 30>31 31>31 33>33
34>33 35>37 36>37 37>37 38>38 40>40 42>42 44>44 45>44 46>46 48>48 49>48 51>51 52>52 54>66 56>56 58>56 60>68 62>51 64>52 66>66 67>68 68>68 70>75
72>80 74>79 75>75 77>79 79>79 80>80 82>82 83>86 84>86 86>86 87>82 89>91 91>91 92>92 93>92 94>92 95>96 96>96`.split(
    /\s+/,
  );

const BY_CODE =
  "query ($code: String!, $on: Date, $scheme: CodeScheme! = GSO) { locality(code: $code, on: $on, scheme: $scheme) { key responsibleNow { codes { scheme value validUntil } } } }";

describe("Localities", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  it("were 63 until 2025-06-30 and are 34 since", async () => {
    const on = async (day: string) =>
      (await register.get("query ($day: Date!) { localities(filter: { existsOn: $day }) { totalCount } }", { day }))
        .localities.totalCount;
    expect(
      await Promise.all(["2019-08-15", "2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2026-11-24"].map(on)),
    ).toEqual([63, 63, 63, 63, 34, 34]);
  });

  it.each(CODES)("pass from code to code as the law says: %s", async (pair) => {
    const [before, after] = pair.split(">");
    const { locality } = await register.get(BY_CODE, { code: before, on: "2025-06-30" });
    const codes = locality.responsibleNow.codes.filter(
      (code: any) => code.scheme === "GSO" && code.validUntil === null,
    );
    expect(codes.map((code: any) => code.value)).toEqual([after]);
    expect((await register.get(BY_CODE, { code: after, on: "2025-07-01" })).locality.responsibleNow.codes).toEqual(
      locality.responsibleNow.codes,
    );
  });

  it("are looked up by a code on a day: 15 was Yên Bái and is Lào Cai", async () => {
    expect((await register.get(BY_CODE, { code: "15", on: "2019-01-01" })).locality.key).toBe("yen-bai");
    expect((await register.get(BY_CODE, { code: "15" })).locality.key).toBe("lao-cai");
    expect((await register.get(BY_CODE, { code: "49" })).locality).toBeNull();
    expect((await register.get(BY_CODE, { code: "VN-HN", scheme: "ISO_3166_2" })).locality.key).toBe("ha-noi");
    expect((await register.ask('{ locality(key: "ha-noi", code: "01") { key } }')).code).toBe("BAD_INPUT");
  });

  it("are of the kind that they were on the day that is asked for", async () => {
    const cities =
      "query ($day: Date) { localities(first: 100, filter: { kind: [CITY], existsOn: $day }) { nodes { key } } }";
    const on = async (day: string) =>
      (await register.get(cities, { day })).localities.nodes.map((node: any) => node.key);
    expect(await on("2019-08-15")).toEqual(["can-tho", "da-nang", "ha-noi", "hai-phong", "ho-chi-minh"]);
    expect(await on("2026-05-01")).toEqual([
      "can-tho",
      "da-nang",
      "dong-nai",
      "ha-noi",
      "hai-phong",
      "ho-chi-minh",
      "hue",
    ]);
  });

  it("are answered for by their successors", async () => {
    const { quangNam, tth, daNang, dongNai } = await register.get(`{
      quangNam: locality(key: "quang-nam") { existsUntil succeededBy { on kind locality { key } } responsibleNow { key } }
      tth: locality(key: "thua-thien-hue") { existsUntil succeededBy { on kind } responsibleNow { key kind } }
      daNang: locality(key: "da-nang") { existsUntil predecessors { key } responsibleNow { key } }
      dongNai: locality(key: "dong-nai") { kind designations { kind validFrom validUntil } predecessors { key } } }`);
    expect(quangNam).toEqual({
      existsUntil: "2025-06-30",
      succeededBy: [{ on: "2025-07-01", kind: "MERGER", locality: { key: "da-nang" } }],
      responsibleNow: { key: "da-nang" },
    });
    expect(tth).toEqual({
      existsUntil: "2024-12-31",
      succeededBy: [{ on: "2025-01-01", kind: "ELEVATION" }],
      responsibleNow: { key: "hue", kind: "CITY" },
    });
    expect(daNang).toEqual({
      existsUntil: null,
      predecessors: [{ key: "quang-nam" }],
      responsibleNow: { key: "da-nang" },
    });
    expect(dongNai.kind).toBe("CITY");
    expect(dongNai.designations.map((each: any) => each.kind)).toEqual(["PROVINCE", "CITY"]);
    expect(dongNai.predecessors).toEqual([{ key: "binh-phuoc" }]);
  });

  it("go on to be answered for when a successor is itself merged one day", async () => {
    const idOf = async (key: string) => (await register.get(`{ locality(key: "${key}") { id } }`)).locality.id;
    const into = (localityId: string, on: string) => ({ succeededBy: [{ localityId, on, kind: "MERGER" }] });
    const merged = { id: await idOf("da-nang"), existsUntil: "2026-01-01", ...into("quang-ngai", "2026-01-02") };
    done(await write("update", merged));
    expect(
      (await register.get('{ locality(key: "quang-nam") { responsibleNow { key } } }')).locality.responsibleNow.key,
    ).toBe("quang-ngai");
    const loop = { id: await idOf("quang-ngai"), ...into("quang-nam", "2026-01-03") };
    expect((await write("update", loop)).code).toBe("BAD_INPUT");
  });

  const write = (what: "create" | "update", input: object, returns = "key abbreviation") =>
    save(register, `${what}Locality`, input, "admin", `id ${returns}`);
  const created = async (input: object) =>
    done(await write("create", { kind: "DISTRICT", ...input })).createLocality.locality;

  it("are given a free label and an ASCII key where none is sent", async () => {
    const made = [];
    for (const name of ["Hà Nam", "Hải Nam", "7 Nam", "Харків", "1", "Nam Từ Liêm Một Hai Ba Bốn Năm Sáu Bảy Tám"]) {
      const { key, abbreviation } = await created({ name, abbreviation: null });
      made.push([key, abbreviation]);
    }
    expect(made).toEqual([
      ["ha-nam-2", "HN2"],
      ["hai-nam", "HN3"],
      ["7-nam", "N"],
      ["locality", "L"],
      ["1", "L2"],
      ["nam-tu-liem-mot-hai-ba-bon-nam-sau-bay-tam", "NTLMHBBN"],
    ]);
  });

  it("are no part of themselves", async () => {
    const above = await created({ name: "Trên" });
    const below = await created({ name: "Dưới", parentId: above.id });
    expect((await write("update", { id: above.id, parentId: above.id })).code).toBe("BAD_INPUT");
    expect((await write("update", { id: above.id, parentId: below.id })).code).toBe("BAD_INPUT");
  });

  it("do not share a code on any day", async () => {
    const code = (validFrom: string | null, validUntil: string | null) => [
      { scheme: "GSO", value: "777", validFrom, validUntil },
    ];
    await created({ name: "Mã Một", codes: code("2000-01-01", "2009-12-31") });
    const shared = await write("create", { name: "Mã Hai", kind: "DISTRICT", codes: code("2009-12-31", null) });
    expect([shared.code, shared.errors?.[0]?.message]).toEqual(["BAD_INPUT", expect.stringContaining("ma-mot")]);
    expect((await write("create", { name: "Mã Hai", kind: "DISTRICT", codes: code(null, null) })).code).toBe(
      "BAD_INPUT",
    );
    const next = await created({ name: "Mã Hai", codes: code("2010-01-01", null) });
    expect((await write("update", { id: next.id, codes: code("2005-01-01", null) })).code).toBe("BAD_INPUT");
    expect(
      (await write("update", { id: next.id, codes: [...code(null, "1999-12-31"), ...code("2012-01-01", null)] })).code,
    ).toBe(undefined);
    expect(
      (await write("update", { id: next.id, codes: null }, "codes { value }")).data.updateLocality.locality.codes,
    ).toEqual([]);
  });

  it.each<[string, object, (string | number)[]]>([
    ["existence", { existsFrom: "2000-05", existsUntil: "2000-04" }, ["existsUntil"]],
    [
      "code",
      { codes: [{ scheme: "GSO", value: "778", validFrom: "2000-01-02", validUntil: "2000-01-01" }] },
      ["codes", 0, "validUntil"],
    ],
    ["designation", { designations: [{ kind: "CITY", from: "2001", until: "2000" }] }, ["designations", 0, "until"]],
  ])("have no %s that ends before it begins", async (_what, input, path) => {
    const refused = await write("create", { name: "Ngược", kind: "DISTRICT", ...input });
    expect([refused.code, refused.errors?.[0]?.extensions.path]).toEqual(["BAD_INPUT", path]);
  });

  it("cannot be made to end before they began, one date at a time", async () => {
    const { id } = await created({ name: "Từng Ngày", existsFrom: "2000" });
    expect((await write("update", { id, existsUntil: "1999" })).code).toBe("BAD_INPUT");
    expect((await write("update", { id, existsUntil: "2000-06" })).code).toBeUndefined();
    expect((await write("update", { id, existsFrom: "2001" })).code).toBe("BAD_INPUT");
  });

  it("name each successor once", async () => {
    const { id } = await created({ name: "Chia Đôi" });
    const succession = { localityId: "hue", on: "2025-07-01", kind: "SPLIT" };
    const twice = await write("update", { id, succeededBy: [succession, { ...succession, on: "2026-07-01" }] });
    expect([twice.code, twice.errors?.[0]?.message]).toEqual(["BAD_INPUT", expect.stringMatching(/named twice/)]);
  });

  it("take a null scheme or direction for the default", async () => {
    expect((await register.get('{ locality(code: "01", scheme: null) { key } }')).locality.key).toBe("ha-noi");
    for (const [list, field] of [
      ["localities", "KEY"],
      ["leaders", "NAME"],
      ["initiatives", "KEY"],
      ["meetings", "TITLE"],
    ]) {
      const first = `${list}(first: 1, orderBy: { field: ${field}, direction`;
      const page = "{ nodes { id } }";
      const answer = await register.get(`{ a: ${first}: null }) ${page} b: ${first}: ASC }) ${page} }`);
      expect([list, answer.a]).toEqual([list, answer.b]);
    }
  });
});

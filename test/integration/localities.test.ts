import { type Register, startRegister } from "../support/register.js";

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
    const { locality } = await register.get('{ locality(key: "da-nang") { id } }');
    const update = `mutation ($id: ID!) { updateLocality(input: { id: $id, existsUntil: "2026-01-01",
      succeededBy: [{ localityId: "quang-ngai", on: "2026-01-02", kind: MERGER }] }) { locality { responsibleNow { key } } } }`;
    await register.get(update, { id: locality.id }, "admin");
    expect(
      (await register.get('{ locality(key: "quang-nam") { responsibleNow { key } } }')).locality.responsibleNow.key,
    ).toBe("quang-ngai");
    const loop = `mutation { updateLocality(input: { id: "${(await register.get('{ locality(key: "quang-ngai") { id } }')).locality.id}",
      succeededBy: [{ localityId: "quang-nam", on: "2026-01-03", kind: MERGER }] }) { locality { key } } }`;
    expect((await register.ask(loop, {}, "admin")).code).toBe("BAD_INPUT");
  });
});

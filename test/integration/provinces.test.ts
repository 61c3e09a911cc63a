import { type Register, startRegister } from "../support/register.js";

/**
 * The 63 units of before 2025-07-01, from the published lists and checked by hand:
 * GSO code then | key | name | ISO code | kind then | GSO code and kind now, or successor.
 */
const UNITS = `
01 | ha-noi | Hà Nội | VN-HN | CITY | 01 CITY
02 | ha-giang | Hà Giang | VN-03 | PROVINCE | into tuyen-quang on 2025-07-01
04 | cao-bang | Cao Bằng | VN-04 | PROVINCE | 04 PROVINCE
06 | bac-kan | Bắc Kạn | VN-53 | PROVINCE | into thai-nguyen on 2025-07-01
08 | tuyen-quang | Tuyên Quang | VN-07 | PROVINCE | 08 PROVINCE
10 | lao-cai | Lào Cai | VN-02 | PROVINCE | 15 PROVINCE
11 | dien-bien | Điện Biên | VN-71 | PROVINCE | 11 PROVINCE
12 | lai-chau | Lai Châu | VN-01 | PROVINCE | 12 PROVINCE
14 | son-la | Sơn La | VN-05 | PROVINCE | 14 PROVINCE
15 | yen-bai | Yên Bái | VN-06 | PROVINCE | into lao-cai on 2025-07-01
17 | hoa-binh | Hòa Bình | VN-14 | PROVINCE | into phu-tho on 2025-07-01
19 | thai-nguyen | Thái Nguyên | VN-69 | PROVINCE | 19 PROVINCE
20 | lang-son | Lạng Sơn | VN-09 | PROVINCE | 20 PROVINCE
22 | quang-ninh | Quảng Ninh | VN-13 | PROVINCE | 22 CITY since 2026-09-01
24 | bac-giang | Bắc Giang | VN-54 | PROVINCE | into bac-ninh on 2025-07-01
25 | phu-tho | Phú Thọ | VN-68 | PROVINCE | 25 PROVINCE
26 | vinh-phuc | Vĩnh Phúc | VN-70 | PROVINCE | into phu-tho on 2025-07-01
27 | bac-ninh | Bắc Ninh | VN-56 | PROVINCE | 24 CITY since 2026-09-20
30 | hai-duong | Hải Dương | VN-61 | PROVINCE | into hai-phong on 2025-07-01
31 | hai-phong | Hải Phòng | VN-HP | CITY | 31 CITY
33 | hung-yen | Hưng Yên | VN-66 | PROVINCE | 33 PROVINCE
34 | thai-binh | Thái Bình | VN-20 | PROVINCE | into hung-yen on 2025-07-01
35 | ha-nam | Hà Nam | VN-63 | PROVINCE | into ninh-binh on 2025-07-01
36 | nam-dinh | Nam Định | VN-67 | PROVINCE | into ninh-binh on 2025-07-01
37 | ninh-binh | Ninh Bình | VN-18 | PROVINCE | 37 PROVINCE
38 | thanh-hoa | Thanh Hóa | VN-21 | PROVINCE | 38 PROVINCE
40 | nghe-an | Nghệ An | VN-22 | PROVINCE | 40 PROVINCE
42 | ha-tinh | Hà Tĩnh | VN-23 | PROVINCE | 42 PROVINCE
44 | quang-binh | Quảng Bình | VN-24 | PROVINCE | into quang-tri on 2025-07-01
45 | quang-tri | Quảng Trị | VN-25 | PROVINCE | 44 PROVINCE
46 | thua-thien-hue | Thừa Thiên Huế | VN-26 | PROVINCE | into hue on 2025-01-01
48 | da-nang | Đà Nẵng | VN-DN | CITY | 48 CITY
49 | quang-nam | Quảng Nam | VN-27 | PROVINCE | into da-nang on 2025-07-01
51 | quang-ngai | Quảng Ngãi | VN-29 | PROVINCE | 51 PROVINCE
52 | binh-dinh | Bình Định | VN-31 | PROVINCE | into gia-lai on 2025-07-01
54 | phu-yen | Phú Yên | VN-32 | PROVINCE | into dak-lak on 2025-07-01
56 | khanh-hoa | Khánh Hòa | VN-34 | PROVINCE | 56 PROVINCE
58 | ninh-thuan | Ninh Thuận | VN-36 | PROVINCE | into khanh-hoa on 2025-07-01
60 | binh-thuan | Bình Thuận | VN-40 | PROVINCE | into lam-dong on 2025-07-01
62 | kon-tum | Kon Tum | VN-28 | PROVINCE | into quang-ngai on 2025-07-01
64 | gia-lai | Gia Lai | VN-30 | PROVINCE | 52 PROVINCE
66 | dak-lak | Đắk Lắk | VN-33 | PROVINCE | 66 PROVINCE
67 | dak-nong | Đắk Nông | VN-72 | PROVINCE | into lam-dong on 2025-07-01
68 | lam-dong | Lâm Đồng | VN-35 | PROVINCE | 68 PROVINCE
70 | binh-phuoc | Bình Phước | VN-58 | PROVINCE | into dong-nai on 2025-07-01
72 | tay-ninh | Tây Ninh | VN-37 | PROVINCE | 80 PROVINCE
74 | binh-duong | Bình Dương | VN-57 | PROVINCE | into ho-chi-minh on 2025-07-01
75 | dong-nai | Đồng Nai | VN-39 | PROVINCE | 75 CITY since 2026-04-30
77 | ba-ria-vung-tau | Bà Rịa – Vũng Tàu | VN-43 | PROVINCE | into ho-chi-minh on 2025-07-01
79 | ho-chi-minh | Hồ Chí Minh | VN-SG | CITY | 79 CITY
80 | long-an | Long An | VN-41 | PROVINCE | into tay-ninh on 2025-07-01
82 | tien-giang | Tiền Giang | VN-46 | PROVINCE | into dong-thap on 2025-07-01
83 | ben-tre | Bến Tre | VN-50 | PROVINCE | into vinh-long on 2025-07-01
84 | tra-vinh | Trà Vinh | VN-51 | PROVINCE | into vinh-long on 2025-07-01
86 | vinh-long | Vĩnh Long | VN-49 | PROVINCE | 86 PROVINCE
87 | dong-thap | Đồng Tháp | VN-45 | PROVINCE | 82 PROVINCE
89 | an-giang | An Giang | VN-44 | PROVINCE | 91 PROVINCE
91 | kien-giang | Kiên Giang | VN-47 | PROVINCE | into an-giang on 2025-07-01
92 | can-tho | Cần Thơ | VN-CT | CITY | 92 CITY
93 | hau-giang | Hậu Giang | VN-73 | PROVINCE | into can-tho on 2025-07-01
94 | soc-trang | Sóc Trăng | VN-52 | PROVINCE | into can-tho on 2025-07-01
95 | bac-lieu | Bạc Liêu | VN-55 | PROVINCE | into ca-mau on 2025-07-01
96 | ca-mau | Cà Mau | VN-59 | PROVINCE | 96 PROVINCE`
  .trim()
  .split("\n");

/** The last day of what was before. */
const EVE: Record<string, string> = {
  "2025-01-01": "2024-12-31",
  "2025-07-01": "2025-06-30",
  "2026-04-30": "2026-04-29",
  "2026-09-01": "2026-08-31",
  "2026-09-20": "2026-09-19",
};
const ELEVATION = { kind: "ELEVATION", note: "Nghị quyết 175/2024/QH15" };
const MERGER = { kind: "MERGER", note: "Nghị quyết 202/2025/QH15" };

const code = (scheme: string, value: string, validFrom: string | null = null, validUntil: string | null = null) => ({
  scheme,
  value,
  validFrom,
  validUntil,
});
/** Its name in English: without marks, but for two that have a name of their own there. */
const english = (name: string) => {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").replace("Đ", "D").replace("đ", "d").replace("–", "-");
  return ({ "Ha Noi": "Hanoi", "Ho Chi Minh": "Ho Chi Minh City" } as Record<string, string>)[plain] ?? plain;
};

/** What the register has to say of a unit, by its row. */
function record(row: string): object {
  const [gso, key, name, iso, kind, fate] = row.split(" | ") as [string, string, string, string, string, string];
  const [, heir, on] = /^into (\S+) on (\S+)$/.exec(fate) ?? [];
  const unit = { key, vi: name, en: english(name), existsFrom: null };
  if (heir && on)
    return {
      ...unit,
      kind,
      existsUntil: EVE[on],
      codes: [code("GSO", gso, null, EVE[on]), code("ISO_3166_2", iso, null, EVE[on])],
      designations: [],
      succeededBy: [{ on, locality: { key: heir }, ...(on === "2025-01-01" ? ELEVATION : MERGER) }],
      responsibleNow: { key: heir },
    };
  const [now, kindNow, , since] = fate.split(" ") as [string, string, string?, string?];
  const gsoCodes =
    now === gso ? [code("GSO", gso)] : [code("GSO", gso, null, "2025-06-30"), code("GSO", now, "2025-07-01")];
  return {
    ...unit,
    kind: kindNow,
    existsUntil: null,
    codes: [...gsoCodes, code("ISO_3166_2", iso)],
    designations: since
      ? [
          { kind, validFrom: null, validUntil: EVE[since] },
          { kind: kindNow, validFrom: since, validUntil: null },
        ]
      : [],
    succeededBy: [],
    responsibleNow: { key },
  };
}

describe("Provinces and cities of Việt Nam", () => {
  let register: Register;
  const units = new Map<string, any>();
  beforeAll(async () => {
    register = await startRegister();
    const { localities } = await register.get(`{ localities(first: 100) { nodes {
      key vi: name en: name(language: EN) kind existsFrom existsUntil codes { scheme value validFrom validUntil }
      designations { kind validFrom validUntil } succeededBy { on kind note locality { key } } responsibleNow { key } } } }`);
    for (const unit of localities.nodes) units.set(unit.key, unit);
  });
  afterAll(() => register.stop());

  it.each(UNITS)("have their names, codes, kinds and fates: %s", (row) => {
    expect(units.get(row.split(" | ")[1] as string)).toEqual(record(row));
  });

  it("are those 63 and Huế, which took over the code of its province", () => {
    expect(UNITS).toHaveLength(63);
    expect(units.size).toBe(64);
    expect(units.get("hue")).toEqual({
      key: "hue",
      vi: "Huế",
      en: "Hue",
      kind: "CITY",
      existsFrom: "2025-01-01",
      existsUntil: null,
      codes: [code("GSO", "46", "2025-01-01"), code("ISO_3166_2", "VN-26", "2025-01-01")],
      designations: [],
      succeededBy: [],
      responsibleNow: { key: "hue" },
    });
  });

  it("are twenty-five provinces and nine centrally-run cities today", async () => {
    const of = (kind: string) => `${kind}: localities(first: 100, filter: { existsOn: "2026-11-24", kind: [${kind}] })`;
    const { PROVINCE, CITY } = await register.get(
      `{ ${of("PROVINCE")} { totalCount } ${of("CITY")} { totalCount nodes { key } } }`,
    );
    expect(PROVINCE.totalCount).toBe(25);
    expect(CITY.totalCount).toBe(9);
    expect(CITY.nodes.map((unit: any) => unit.key).sort()).toEqual([
      "bac-ninh",
      "can-tho",
      "da-nang",
      "dong-nai",
      "ha-noi",
      "hai-phong",
      "ho-chi-minh",
      "hue",
      "quang-ninh",
    ]);
  });
});

import { searchKey, slug, sortKey } from "../../src/base/text.js";

describe("Vietnamese text", () => {
  it("is one word however it is typed", () => {
    const spellings = [
      "Đà Nẵng",
      "đà nẵng",
      "da nang",
      "DA NANG",
      "Đà Nẵng".normalize("NFD"),
      "Ðà-Nẵng".replace("Ð", "Đ"),
    ];
    expect(new Set(spellings.map((text) => searchKey(text)))).toEqual(new Set(["da nang"]));
    expect(searchKey("Hoà Bình")).toBe(searchKey("Hòa Bình"));
    expect(searchKey("Bà Rịa – Vũng Tàu", null, "X")).toBe("ba ria vung tau x");
  });

  it("is sorted as the dictionary does, by plain comparison of keys", () => {
    const sorted = [
      "a",
      "à",
      "ả",
      "ã",
      "á",
      "ạ",
      "ă",
      "â",
      "b",
      "c",
      "d",
      "đ",
      "e",
      "ê",
      "i",
      "o",
      "ô",
      "ơ",
      "u",
      "ư",
      "y",
    ];
    const byKey = (texts: string[]) => [...texts].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    expect(byKey([...sorted].reverse())).toEqual(sorted);
    expect(byKey(["Đà Nẵng", "Cần Thơ", "Ăn", "An Giang", "Điện Biên", "Dak"])).toEqual([
      "An Giang",
      "Ăn",
      "Cần Thơ",
      "Dak",
      "Đà Nẵng",
      "Điện Biên",
    ]);
  });

  it("becomes a readable key", () => {
    expect(slug("Hội nghị: Hà Nội & Quảng Nam (2019)")).toBe("hoi-nghi-ha-noi-quang-nam-2019");
    expect(["Ga Москва – Hà Nội", "Ærø 2", "東京", "–"].map(slug)).toEqual(["ga-ha-noi", "r-2", "", ""]);
  });
});

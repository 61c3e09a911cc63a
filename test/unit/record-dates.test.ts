import { dayIn, timeIn } from "../../src/features/agenda/record/record-dates.js";
import { Language } from "../../src/graphql/language.js";

const { VI, EN } = Language;

describe("The dates of a record", () => {
  it.each([
    ["2027", "2027", "2027"],
    ["2027-12", "12/2027", "Dec 2027"],
    ["2027-12-05", "05/12/2027", "5 Dec 2027"],
  ])("are as precise as they are known: %s", (partial, vi, en) => {
    expect([dayIn(VI, partial), dayIn(EN, partial)]).toEqual([vi, en]);
  });

  it("are by the clocks of Việt Nam", () => {
    expect(timeIn(VI, "2026-11-25T18:05:00.000Z")).toBe("01:05 26/11/2026");
    expect(timeIn(EN, "2026-11-25T18:05:00.000Z")).toBe("01:05, 26 Nov 2026");
  });
});

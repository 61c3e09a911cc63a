import { firstDay, firstInstant, isDate, isPartialDate, lastDay } from "../../src/base/dates.js";

describe("Partial dates", () => {
  it("are years, months and days of the calendar", () => {
    for (const good of ["2019", "2019-08", "2019-08-15", "2020-02-29", "0999"])
      expect([good, isPartialDate(good)]).toEqual([good, true]);
    for (const bad of [
      "",
      "19",
      "2019-13",
      "2019-00",
      "2019-02-29",
      "2019-08-32",
      "2019-8",
      "2019-08-15T00:00",
      "20190815",
    ]) {
      expect([bad, isPartialDate(bad)]).toEqual([bad, false]);
    }
    expect([isDate("2019-08"), isDate("2019-08-15")]).toEqual([false, true]);
  });

  it("have a first and a last day", () => {
    expect(["2019", "2020-02", "2019-08-15"].map(firstDay)).toEqual(["2019-01-01", "2020-02-01", "2019-08-15"]);
    expect(["2019", "2020-02", "2019-04", "2019-08-15"].map(lastDay)).toEqual([
      "2019-12-31",
      "2020-02-29",
      "2019-04-30",
      "2019-08-15",
    ]);
    expect(firstInstant("2019")).toBe("2019-01-01T00:00:00.000Z");
  });
});

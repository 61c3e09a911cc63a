import type { Identity } from "../../src/graphql/identity.js";
import { Role } from "../../src/graphql/role.js";
import { Rate } from "../../src/server/limits/rate.js";
import { Rates } from "../../src/server/limits/rates.js";
import { Metrics } from "../../src/server/metrics.js";
import { until } from "../support/until.js";

describe("A leaky bucket", () => {
  it("lets so many in at once, then as many as it loses, and says when there is room", async () => {
    const rate = new Rate(10, 3);
    expect([rate.take("a"), rate.take("a"), rate.take("a")]).toEqual([0, 0, 0]);
    const wait = rate.take("a");
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(100);
    expect(rate.take("b")).toBe(0);
    await until("room for one more", () => rate.take("a") === 0, 1_000);
    expect(rate.take("a")).toBeGreaterThan(0);
  });

  it("remembers no more keys than it has to", async () => {
    const rate = new Rate(1_000, 1);
    for (let key = 0; key < 150_000; key++) rate.take(String(key));
    expect(rate.size).toBeLessThanOrEqual(100_000);
    await until("all to be empty", () => rate.take("last") === 0 && rate.size <= 100_000);
    for (let key = 0; key < 60_000; key++) rate.take("last");
    await until("those that are empty to be forgotten", () => {
      rate.take("last");
      return rate.size <= 1;
    });
  });
});

describe("The rates of a user and of an address", () => {
  it("fill the user's first: who is beyond it leaves that of the others behind the address alone", () => {
    const bounds = { perSubject: 1, perAddress: 6, wrongTokens: 0, onLoopback: false };
    const rates = new Rates(bounds, new Metrics());
    const address = "192.0.2.1";
    const who = { subject: "lan", role: Role.OFFICER } as Identity;
    for (let documents = 0; documents < 5; documents++) {
      rates.fromAddress(address);
      rates.bySubject(who, address);
    }
    rates.asMutations({ who, address }, 50);
    expect(() => rates.asMutations({ who, address }, 50)).toThrow("Too many requests of this user.");
    expect(() => rates.fromAddress(address)).not.toThrow();
  });
});

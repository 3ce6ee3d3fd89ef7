import { describe, expect, it } from "vitest";
import { inferOutcomes } from "./outcomes.ts";

const NOW = Date.parse("2025-11-20T12:00:00Z");
const DAY = 86_400_000;
const chatty = { inboundCount: 5, lastInboundAt: NOW - 20 * DAY };
const quiet = { inboundCount: 0, lastInboundAt: null };
const kinds = (fan: Parameters<typeof inferOutcomes>[0]) =>
  inferOutcomes(fan, NOW).map(({ kind }) => kind);

describe("a drop-off", () => {
  it("is dated two weeks after the last message, and inferred", () => {
    expect(inferOutcomes(chatty, NOW)).toEqual([{
      kind: "drop_off",
      date: "2025-11-14T12:00:00.000Z",
      observed: false,
      evidence: "5 messages, the last on 2025-10-31",
    }]);
  });

  it.each([
    ["at 14 days to the millisecond", {
      inboundCount: 5,
      lastInboundAt: NOW - 14 * DAY,
    }, ["drop_off"]],
    ["a millisecond earlier", {
      inboundCount: 5,
      lastInboundAt: NOW - 14 * DAY + 1,
    }, []],
    [
      "of four messages",
      { inboundCount: 4, lastInboundAt: NOW - 20 * DAY },
      [],
    ],
    ["without messages", quiet, []],
    ["at an impossible time", { inboundCount: 9, lastInboundAt: -9e15 }, []],
  ])("%s", (_, fan, expected) => {
    expect(kinds(fan)).toEqual(expected);
  });

  it("does not change as time passes", () => {
    expect(inferOutcomes(chatty, NOW + 100 * DAY)).toEqual(
      inferOutcomes(chatty, NOW),
    );
  });
});

describe("a subscription", () => {
  it.each([
    ["ends within seven days", {
      subscribedByExpireDate: "2025-11-27T12:00:00+00:00",
    }, ["subscription_ending"]],
    ["ends later", { subscribedByExpireDate: "2025-11-27T12:00:01+00:00" }, []],
    ["has ended", { subscribedByExpireDate: "2025-11-20T12:00:00+00:00" }, [
      "subscription_ended",
    ]],
    ["renews itself", {
      subscribedByExpireDate: "2025-11-22T12:00:00+00:00",
      subscribedByAutoprolong: true,
      subscribedBy: true,
    }, []],
    ["renews itself, by whichever field it is dated", {
      subscribedOnData: { expiredAt: "2025-11-22T12:00:00+00:00" },
      subscribedByAutoprolong: true,
      subscribedOn: true,
      subscribedBy: false,
    }, []],
    ["does not renew itself", {
      subscribedOnData: { expiredAt: "2025-11-22T12:00:00+00:00" },
      subscribedByAutoprolong: false,
      subscribedOn: true,
    }, ["subscription_ending"]],
    ["was to renew itself, and has ended", {
      subscribedOnData: { expiredAt: "2025-11-20T12:00:00+00:00" },
      subscribedByAutoprolong: true,
      subscribedOn: false,
      subscribedBy: true,
    }, ["subscription_ended"]],
    ["is known from the site's own record", {
      subscribedOnData: { expiredAt: "2025-11-22T12:00:00+00:00" },
    }, ["subscription_ending"]],
    ["has a date that is none", { subscribedByExpireDate: "soon" }, []],
    ["has no date", { subscribedByExpireDate: null }, []],
  ])("%s", (_, fan, expected) => {
    expect(kinds({ ...quiet, ...fan })).toEqual(expected);
  });

  it("is observed, and dated at its end", () => {
    expect(
      inferOutcomes({
        ...quiet,
        subscribedByExpireDate: "2025-11-22T12:00:00+00:00",
      }, NOW),
    ).toEqual([{
      kind: "subscription_ending",
      date: "2025-11-22T12:00:00.000Z",
      observed: true,
      evidence: "subscription expires on 2025-11-22",
    }]);
  });
});

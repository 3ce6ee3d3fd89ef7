import { describe, expect, it } from "vitest";
import { preferredType } from "./media_types.ts";

const OFFERED = ["application/json", "text/csv"] as const;

describe("the preferred type", () => {
  const cases: [accept: string | null, type: string | null][] = [
    [null, "application/json"],
    ["", "application/json"],
    ["*/*", "application/json"],
    ["text/csv", "text/csv"],
    ["TEXT/CSV", "text/csv"],
    ["text/csv; charset=utf-8; header=present", "text/csv"],
    ["text/*", "text/csv"],
    ["text/csv, application/json", "application/json"],
    ["text/csv, application/json;q=0.9", "text/csv"],
    ["text/csv;q=0.1, */*;q=0.2", "application/json"],
    ["text/csv;q=0.1, */*;q=0.05", "text/csv"],
    ["application/json;q=0, */*", "text/csv"],
    ["text/html, application/xhtml+xml, */*;q=0.8", "application/json"],
    ["*/*;q=0", null],
    ["text/html", null],
    ["text/csv;q=0", null],
    ["application/json;q=0, text/csv;q=0", null],
    ["text/csv ; q=0.5 , application/json;Q=0.4", "text/csv"],
    ["text/csv;q=many", "text/csv"],
    ["text/csv;q=1.5", "text/csv"],
    [";,=q/;;", null],
    ["text/csvx, xtext/csv", null],
  ];

  it.each(cases)("of %j is %j", (accept, type) => {
    expect(preferredType(accept, OFFERED)).toBe(type);
  });

  it("is none where nothing is offered", () => {
    expect(preferredType("*/*", [])).toBeNull();
    expect(preferredType("text/csv", [])).toBeNull();
  });
});

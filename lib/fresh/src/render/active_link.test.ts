import { h } from "preact";
import { expect, test } from "vitest";
import { markActiveLink } from "./active_link.ts";

function ariaCurrent(href: string, pathname: string): unknown {
  const link = h("a", { href });
  markActiveLink(link, pathname);
  return Reflect.get(link.props, "aria-current");
}

test("a link to the page itself is current, whatever its query", () => {
  expect(ariaCurrent("/inbox", "/inbox")).toBe("page");
  expect(ariaCurrent("/inbox/?page=2#top", "/inbox")).toBe("page");
});

test("a link to a page above is an ancestor", () => {
  expect(ariaCurrent("/inbox", "/inbox/7")).toBe("true");
  expect(ariaCurrent("/", "/inbox")).toBe("true");
});

test("any other link is left alone", () => {
  expect(ariaCurrent("/inbox", "/inboxes")).toBeUndefined();
  expect(ariaCurrent("https://example.com/inbox", "/inbox")).toBeUndefined();
});

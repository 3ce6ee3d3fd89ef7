import { expect, test } from "vitest";
import { Router } from "./router.ts";

function at(path: string): URL {
  return new URL(path, "http://localhost");
}

test("finds a literal path by method", () => {
  const router = new Router<string>();
  router.add("GET", "/inbox", "read");
  router.add("POST", "/inbox", "write");

  expect(router.match("POST", at("/inbox")).item).toBe("write");
});

test("HEAD falls back to GET", () => {
  const router = new Router<string>();
  router.add("GET", "/inbox", "read");

  expect(router.match("HEAD", at("/inbox")).item).toBe("read");
});

test("tells a path without this method from no path at all", () => {
  const router = new Router<string>();
  router.add("GET", "/inbox", "read");

  expect(router.match("PUT", at("/inbox"))).toMatchObject({
    pattern: "/inbox",
    item: null,
    allowed: ["GET"],
  });
  expect(router.match("PUT", at("/nothing")).pattern).toBeNull();
});

test("decodes parameters, and keeps what cannot be decoded", () => {
  const router = new Router<string>();
  router.add("GET", "/users/:name", "user");

  expect(router.match("GET", at("/users/a%20b")).params.name).toBe("a b");
  expect(router.match("GET", at("/users/%E0%A4%A")).params.name).toBe(
    "%E0%A4%A",
  );
});

test("a literal path wins over a pattern, and an earlier pattern over a later", () => {
  const router = new Router<string>();
  router.add("GET", "/users/:id", "first");
  router.add("GET", "/users/:name", "second");
  router.add("GET", "/users/me", "literal");

  expect(router.match("GET", at("/users/me")).item).toBe("literal");
  expect(router.match("GET", at("/users/7")).item).toBe("first");
});

test("the first item for a method and path stays", () => {
  const router = new Router<string>();
  router.add("GET", "/", "first");
  router.add("GET", "/", "second");

  expect(router.match("GET", at("/")).item).toBe("first");
});

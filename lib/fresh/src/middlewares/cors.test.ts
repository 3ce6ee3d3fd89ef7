import { expect, test } from "vitest";
import { App } from "../app.ts";
import { sendTo } from "../test_app.ts";
import { cors, type CORSOptions } from "./cors.ts";

const ORIGIN = "https://app.example";

async function headersOf(
  options?: CORSOptions<unknown>,
  init: RequestInit = { headers: { origin: ORIGIN } },
): Promise<Headers> {
  const app = new App().use(cors(options)).get(
    "/",
    () => new Response("ok", { headers: { vary: "Accept" } }),
  );
  return (await sendTo(app)("/", init)).headers;
}

test("by default every origin may read", async () => {
  const headers = await headersOf();
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("vary")).toBe("Accept");
});

test.each([
  ORIGIN,
  [ORIGIN, "https://other.example"],
  (origin: string) => origin === ORIGIN ? origin : null,
])("an origin can be allowed", async (origin) => {
  const headers = await headersOf({ origin });
  expect(headers.get("access-control-allow-origin")).toBe(ORIGIN);
  expect(headers.get("vary")).toBe("Origin, Accept");

  const other = await headersOf({ origin }, {
    headers: { origin: "https://x" },
  });
  expect(other.get("access-control-allow-origin")).toBeNull();
});

test("answers a preflight", async () => {
  const headers = await headersOf(
    { origin: ORIGIN, maxAge: 60, credentials: true, exposeHeaders: ["x-a"] },
    {
      method: "OPTIONS",
      headers: { origin: ORIGIN, "Access-Control-Request-Headers": "x-b, x-c" },
    },
  );
  expect(Object.fromEntries(headers)).toEqual({
    "access-control-allow-origin": ORIGIN,
    "access-control-allow-credentials": "true",
    "access-control-allow-headers": "x-b,x-c",
    "access-control-allow-methods": "GET,HEAD,PUT,POST,DELETE,PATCH",
    "access-control-expose-headers": "x-a",
    "access-control-max-age": "60",
    vary: "Access-Control-Request-Headers, Origin",
  });
});

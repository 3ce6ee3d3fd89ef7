import { expect, test } from "vitest";
import { App } from "../app.ts";
import { sendTo } from "../test_app.ts";
import { csp, type CSPOptions } from "./csp.ts";

async function policyOf(options: CSPOptions, path = "/"): Promise<string> {
  const app = new App()
    .use(csp(options))
    .get("/", (ctx) => ctx.render(<script>1</script>))
    .get("/api", () => new Response("data"));
  const response = await sendTo(app)(path);
  return response.headers.get("Content-Security-Policy") ?? "";
}

test("allows only what comes from the app, and inline code", async () => {
  const policy = await policyOf({});
  expect(policy).toMatch(
    /^default-src 'self'; script-src 'self' 'unsafe-inline'/,
  );
  expect(policy).toContain("frame-ancestors 'none'");
});

test("a directive takes the place of the default of its name", async () => {
  const policy = await policyOf({ csp: ["img-src 'self' https:"] });
  expect(policy.match(/img-src[^;]*/g)).toEqual(["img-src 'self' https:"]);
});

test("with a nonce, a page may run only the scripts that Fresh rendered", async () => {
  const app = new App()
    .use(csp({ useNonce: true }))
    .get("/", (ctx) => ctx.render(<script>1</script>));
  const response = await sendTo(app)("/");
  const policy = response.headers.get("Content-Security-Policy");
  const nonce = /<script nonce="(\w+)"/.exec(await response.text())?.[1];

  expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
  expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
  expect(policy).not.toContain("unsafe-inline");
});

test("every page has a nonce of its own", async () => {
  const first = await policyOf({ useNonce: true });
  expect(await policyOf({ useNonce: true })).not.toBe(first);
});

test("a response that is no page has no nonce", async () => {
  expect(await policyOf({ useNonce: true }, "/api")).not.toContain("nonce-");
});

test("violations can be reported, and only that", async () => {
  const app = new App()
    .use(csp({ reportOnly: true, reportTo: "/reports" }))
    .get("/", () => new Response("ok"));
  const { headers } = await sendTo(app)("/");
  expect(headers.get("Content-Security-Policy")).toBeNull();
  expect(headers.get("Content-Security-Policy-Report-Only")).toMatch(
    /report-to csp-endpoint; report-uri \/reports$/,
  );
  expect(headers.get("Reporting-Endpoints")).toBe('csp-endpoint="/reports"');
});

test("a response with fixed headers is copied", async () => {
  const app = new App()
    .use(csp())
    .get("/", () => Response.redirect("http://localhost/else"));
  const response = await sendTo(app)("/");
  expect(response.status).toBe(302);
  expect(response.headers.get("Content-Security-Policy")).not.toBeNull();
});

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { App } from "../app.ts";
import { staticFiles } from "../middlewares/static_files.ts";
import { FixtureApp } from "../../tests/fixture_app.ts";
import { sendTo, textOf } from "../test_app.ts";
import { Builder } from "./builder.ts";

let fixture: FixtureApp;

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  fixture = await FixtureApp.create();
});

afterAll(async () => {
  vi.restoreAllMocks();
  await fixture[Symbol.asyncDispose]();
});

function testApp() {
  return new App().use(staticFiles()).fsRoutes();
}

test("a build in memory gives an app its routes, islands and files", async () => {
  const builder = new Builder({ root: fixture.dir });
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const app = testApp();
  applySnapshot(app);
  const send = sendTo(app);

  const html = await textOf(send, "/cart");
  expect(html).toContain("frsh:island:Cart");
  const module = /"(\/_fresh\/js\/\w+\/Cart\.js)"/.exec(html)?.[1] ?? "";
  const response = await send(module);
  expect(response.headers.get("content-type")).toContain("text/javascript");
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect(await response.text()).toContain("export{");
  expect(await textOf(send, "/style.css")).toMatch(/dot\.svg\?__frsh_c=\w+/);
});

test("no file outside of static/, and none that is hidden, is served", async () => {
  await Deno.writeTextFile(`${fixture.dir}/static/.secret`, "secret");
  const builder = new Builder({ root: fixture.dir });
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const app = testApp();
  applySnapshot(app);
  const send = sendTo(app);

  expect((await send("/.secret")).status).toBe(404);
  expect((await send("/..%2fmain.ts")).status).toBe(404);
  expect((await send("/..%5cmain.ts")).status).toBe(404);
});

test("static files can be transformed", async () => {
  const builder = new Builder({ root: fixture.dir });
  builder.onTransformStaticFile(
    { pluginName: "upper", filter: /\.svg$/ },
    ({ text, mode }) => ({ content: `${mode} ${text}` }),
  );
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const app = testApp();
  applySnapshot(app);

  expect(await textOf(sendTo(app), "/dot.svg")).toMatch(/^production <svg/);
});

test("an island can be registered by its path", async () => {
  const builder = new Builder({
    root: fixture.dir,
    islandDir: "none",
    routeDir: "none",
  });
  builder.registerIsland("islands/Growing.tsx");
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const { default: Growing } = await import(
    /* @vite-ignore */ `${fixture.dir}/islands/Growing.tsx`
  );
  const app = new App().get("/", (ctx) => ctx.render(<Growing name="x" />));
  applySnapshot(app);

  expect(await textOf(sendTo(app), "/")).toContain("frsh:island:Growing:0");
});

test("builds that run at the same time leave one whole build", async () => {
  const builds = [1, 2, 3].map(() =>
    new Builder({ root: fixture.dir }).build()
  );
  await Promise.all(builds);

  const out = await Array.fromAsync(Deno.readDir(`${fixture.dir}/_fresh`));
  expect(out.map(({ name }) => name).sort()).toEqual([
    "build_id.js",
    "server.js",
    "snapshot.js",
    "static",
  ]);
  const around = await Array.fromAsync(Deno.readDir(fixture.dir));
  expect(around.filter(({ name }) => name.startsWith(".fresh-build"))).toEqual(
    [],
  );
});

test("a failed build leaves the old one as it was", async () => {
  await new Builder({ root: fixture.dir }).build();
  const server = `${fixture.dir}/_fresh/server.js`;
  const before = await Deno.readTextFile(server);

  const builder = new Builder({ root: fixture.dir });
  builder.onTransformStaticFile({ pluginName: "bad", filter: /\.svg$/ }, () => {
    throw new Error("No");
  });
  await expect(builder.build()).rejects.toThrow("No");
  expect(await Deno.readTextFile(server)).toBe(before);
});

test("a production build serves with deno serve, and its process ends", async () => {
  await using app = await FixtureApp.create();
  await app.build();
  await using server = await app.serve();

  const page = await fetch(server.origin);
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain("<title>Home</title>");
  const style = /href="(\/style\.css\?__frsh_c=\w+)"/.exec(html)?.[1];
  const css = await fetch(server.origin + style);
  expect(css.headers.get("cache-control")).toContain("immutable");
  expect(await css.text()).toContain("dot.svg?__frsh_c=");

  const socket = new WebSocket(`${server.origin.replace("http", "ws")}/ws`);
  socket.onopen = () => socket.send("hello");
  const answer = await new Promise((resolve) => {
    socket.onmessage = ({ data }) => resolve(data);
  });
  expect(answer).toBe("echo hello");
  socket.close();
});

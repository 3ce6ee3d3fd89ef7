import { afterEach, expect, test } from "vitest";
import { App } from "./app.ts";
import { cors } from "./middlewares/cors.ts";
import { csp } from "./middlewares/csp.ts";
import { csrf } from "./middlewares/csrf.ts";
import { staticFiles } from "./middlewares/static_files.ts";
import { sendTo } from "./test_app.ts";

const servers: Deno.HttpServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.shutdown()));
});

/** Opens a socket to the app, says "hello" and returns the answer. */
async function hello(app: App<unknown>, protocol?: string): Promise<string> {
  const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
  const server = Deno.serve(options, app.handler());
  servers.push(server);
  const url = `ws://127.0.0.1:${server.addr.port}/ws`;
  const socket = new WebSocket(url, protocol);
  socket.onopen = () => socket.send("hello");
  const answer = await new Promise<string>((resolve, reject) => {
    socket.onmessage = (event) => resolve(event.data);
    socket.onerror = () => reject(new Error("The socket failed"));
  });
  socket.close();
  return `${answer}${socket.protocol}`;
}

test("ctx.upgrade() returns a socket and the response", async () => {
  const app = new App().get("/ws", (ctx) => {
    const { socket, response } = ctx.upgrade();
    socket.onmessage = (event) => socket.send(`bare ${event.data}`);
    return response;
  });
  expect(await hello(app)).toBe("bare hello");
});

test("ctx.upgrade() takes handlers and options", async () => {
  const app = new App().get("/ws", (ctx) =>
    ctx.upgrade({
      message: (socket, event) => socket.send(`managed ${event.data} `),
    }, { protocol: "v1" }));
  expect(await hello(app, "v1")).toBe("managed hello v1");
});

test("app.ws() is a route that upgrades", async () => {
  const app = new App().ws("/ws", {
    message: (socket, event) => socket.send(`route ${event.data}`),
  });
  expect(await hello(app)).toBe("route hello");
});

test("an upgrade passes through all middlewares unbroken", async () => {
  const app = new App()
    .use(csp({ useNonce: true }), cors(), csrf(), staticFiles())
    .ws("/ws", { message: (socket, event) => socket.send(event.data) });
  expect(await hello(app)).toBe("hello");
});

test("close handlers are given code and reason", async () => {
  const closed = Promise.withResolvers<[number, string]>();
  const app = new App().ws("/ws", {
    message: (socket) => {
      socket.send("bye");
      socket.close(4000, "done");
    },
    close: (_socket, code, reason) => closed.resolve([code, reason]),
  });
  await hello(app);
  expect(await closed.promise).toEqual([4000, "done"]);
});

test("a request that asks for no upgrade is a 400", async () => {
  const send = sendTo(new App().ws("/ws", {}));
  expect((await send("/ws")).status).toBe(400);
});

import { afterEach, describe, expect, it } from "vitest";
import { answerIn, HttpConnection } from "./http_connection.ts";

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n" +
  "content-length: 5\r\n\r\n";

function answerTo(text: string) {
  const answer = answerIn(new TextEncoder().encode(text));
  return answer && {
    status: answer.status,
    body: new TextDecoder().decode(answer.body),
  };
}

describe("an answer", () => {
  it("is complete with its last byte, and not before", () => {
    const whole = `${HEAD}hello`;
    for (let length = 0; length < whole.length; length++) {
      expect(answerTo(whole.slice(0, length))).toBeNull();
    }
    expect(answerTo(whole)).toEqual({ status: 200, body: "hello" });
  });

  it("may be empty, and its fields of any case", () => {
    const text = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    expect(answerTo(text)).toEqual({ status: 404, body: "" });
  });

  it("has to tell its length, and nothing may follow it", () => {
    const chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

    expect(() => answerTo(chunked)).toThrow("no length");
    expect(() => answerTo(`${HEAD}hello!`)).toThrow("followed");
  });
});

describe("a connection", () => {
  const servers: Deno.HttpServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.shutdown();
  });

  function serve(handler: Deno.ServeHandler<Deno.NetAddr>): string {
    const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    const server = Deno.serve(options, handler);
    servers.push(server);
    return `http://127.0.0.1:${server.addr.port}`;
  }

  it("asks one thing after the other, with its headers", async () => {
    const ports = new Set<number>();
    const origin = serve(({ url, headers }, { remoteAddr }) => {
      ports.add(remoteAddr.port);
      const { pathname } = new URL(url);
      return new Response(`${pathname} ${headers.get("cookie")}`);
    });
    using connection = await HttpConnection.open({
      origin,
      headers: { cookie: "a=b" },
    });
    for (const path of ["/one", "/two"]) {
      const { status, body } = await connection.get(path);
      expect(status).toBe(200);
      expect(new TextDecoder().decode(body)).toBe(`${path} a=b`);
    }
    expect(ports.size).toBe(1);
  });

  it("takes answers of any size", async () => {
    const sent = new Uint8Array(300_000).map((_, i) => i % 251);
    using connection = await HttpConnection.open({
      origin: serve(() => new Response(sent)),
    });
    for (let i = 0; i < 2; i++) {
      const { body } = await connection.get("/");
      expect(body.length).toBe(sent.length);
      expect(body.every((byte, at) => byte === sent[at])).toBe(true);
    }
  });
});

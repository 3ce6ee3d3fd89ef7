import { afterEach, describe, expect, test } from "vitest";
import { eventually } from "@/tests/conditions.ts";
import { GremlinClient } from "./client.ts";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A request as a driver sends it. */
interface Sent {
  requestId: string;
  op: string;
  args: Record<string, unknown>;
}

/** A client of a server that answers with what `answer` gives. */
function clientOf(
  answer: (request: Sent, socket: WebSocket) => unknown,
  onRequest: (request: Request) => Response | null = () => null,
): GremlinClient {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) => {
      const refusal = onRequest(request);
      if (refusal !== null) return refusal;
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.binaryType = "arraybuffer";
      socket.onmessage = ({ data }) => {
        const text = new TextDecoder().decode(data);
        const { requestId, ...rest } = JSON.parse(
          text.slice(text.indexOf("{")),
        );
        const said = answer(
          { requestId: requestId["@value"], ...rest },
          socket,
        );
        if (said === undefined) return;
        socket.send(typeof said === "string" ? said : JSON.stringify(said));
      };
      return response;
    },
  );
  const client = new GremlinClient({
    settings: {
      url: `ws://127.0.0.1:${server.addr.port}/`,
      database: "d",
      graph: "ü",
      key: "k€y",
    },
    attempts: 2,
    random: () => 0,
  });
  closing.push(async () => {
    await client.close();
    await server.shutdown();
  });
  return client;
}

const asked = { text: "g.V()", bindings: {} };

function answer({ requestId }: Sent, data: unknown, code = 200) {
  const status = { code, message: "words", attributes: {} };
  return { requestId, status, result: { data, meta: {} } };
}

describe("an answer that cannot be read ends the connection only", () => {
  test.each([
    ["no JSON", () => "<html>"],
    ["null", () => null],
    ["no status", ({ requestId }: Sent) => ({ requestId })],
    [
      "of no request",
      (sent: Sent) => ({ ...answer(sent, []), requestId: null }),
    ],
  ])("%s", async (_name, nonsense) => {
    let requests = 0;
    const client = clientOf((sent) => {
      if (sent.args.gremlin !== asked.text) return answer(sent, []);
      requests++;
      return nonsense(sent);
    });
    await expect(client.submit(asked)).rejects.toMatchObject({
      name: "GremlinUnavailable",
      reason: "connection",
    });
    expect(requests).toBe(2);
    expect(client.metrics).toMatchObject({
      connectionsOpened: 2,
      connectionsLost: 2,
    });
  });
});

test("an answer without data is an empty one", async () => {
  const client = clientOf((sent) => answer(sent, null));
  expect(await client.submit(asked)).toEqual([]);
});

test("what is answered to nobody is passed over", async () => {
  const client = clientOf((sent, socket) => {
    const stranger = { ...sent, requestId: crypto.randomUUID() };
    socket.send(JSON.stringify(answer(stranger, [1])));
    return answer(sent, [2]);
  });
  expect(await client.submit(asked)).toEqual([2]);
});

test("the password is told once", async () => {
  const told: unknown[] = [];
  const client = clientOf((sent) => {
    if (sent.op === "authentication") told.push(sent.args.sasl);
    return answer(sent, null, 407);
  });
  await expect(client.submit(asked)).rejects.toMatchObject({
    reason: "authentication",
  });
  const [sasl] = told;
  const bytes = Uint8Array.fromBase64(String(sasl));
  expect(new TextDecoder().decode(bytes)).toBe("\0/dbs/d/colls/ü\0k€y");
  expect(told).toHaveLength(1);
});

test("a WebSocket that is refused for want of rights is not asked again", async () => {
  let requests = 0;
  const client = clientOf(() => undefined, () => {
    requests++;
    return new Response("no", { status: 401 });
  });
  await expect(client.submit(asked)).rejects.toMatchObject({
    reason: "authentication",
  });
  expect(requests).toBe(1);
});

test("closing ends a connection that is being made", async () => {
  let requests = 0;
  const client = clientOf(() => {
    requests++;
    return undefined;
  });
  const result = client.submit(asked);
  await eventually("the login", () => requests === 1);
  await client.close();
  await expect(result).rejects.toMatchObject({ reason: "connection" });
  await eventually("nothing under way", () => client.metrics.underWay === 0);
});

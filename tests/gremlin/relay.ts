import { z } from "zod";
import type { Fault } from "./faults.ts";
import { type Frame, FrameReader, textFrame } from "./frames.ts";

/** What a relay works with. */
export interface RelayOptions {
  driver: Deno.Conn;
  /** The server. */
  to: URL;
  /** Request units that answers tell, if any. */
  charge: number | undefined;
  /** A script has come: what is to go wrong with it. */
  onRequest(text: string, bindings: Record<string, unknown>): Fault | null;
  onUnderWay(): void;
  onExecuted(): void;
  onEnd(): void;
  /** Resolves when something may pass; `false` if it is lost. */
  passes(): Promise<boolean>;
}

const Request = z.object({
  requestId: z.object({ "@value": z.string() }),
  op: z.string(),
  args: z.object({
    gremlin: z.string().default(""),
    bindings: z.record(z.string(), z.unknown()).default({}),
  }),
});

const Response = z.looseObject({
  requestId: z.string(),
  status: z.looseObject({
    code: z.number(),
    attributes: z.record(z.string(), z.unknown()),
  }),
});
type Response = z.infer<typeof Response>;

const PARTIAL = 206;
const CHALLENGE = 407;

/** One connection of a driver, and the one to the server that belongs to it. */
export class Relay {
  readonly #options: RelayOptions;
  /** Scripts that are not answered yet, and what goes wrong with them. */
  readonly #pending = new Map<string, Fault | null>();
  #server: Deno.Conn | null = null;
  #hasEnded = false;
  /** The first script of a connection is to log in, and meets no faults. */
  #hasLoggedIn = false;
  #telling: Promise<void> = Promise.resolve();

  constructor(options: RelayOptions) {
    this.#options = options;
    // A connection that fails on either side is one that ends.
    this.#run().catch(() => {}).finally(() => this.cut());
  }

  /** How many scripts wait for an answer. */
  get underWay(): number {
    return this.#pending.size;
  }

  /** Ends both connections, as a broken line would. */
  cut(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#options.driver.close();
    this.#server?.close();
    this.#options.onEnd();
  }

  async #run(): Promise<void> {
    const { driver, to, passes } = this.#options;
    const fromDriver = new FrameReader(driver);
    const request = await fromDriver.head();
    if (request === null || !await passes()) return;
    const server = await Deno.connect({
      hostname: to.hostname,
      port: Number(to.port),
    });
    this.#server = server;
    if (this.#hasEnded) return server.close();
    // Frames that are not compressed can be read.
    const plain = request.replace(/^sec-websocket-extensions:.*\r\n/im, "");
    await write(server, new TextEncoder().encode(plain));
    const fromServer = new FrameReader(server);
    const response = await fromServer.head();
    if (response === null || !await passes()) return;
    await write(driver, new TextEncoder().encode(response));
    await Promise.race([
      this.#relay(fromDriver, (frame) => this.#toServer(server, frame)),
      this.#relay(fromServer, (frame) => this.#toDriver(frame)),
    ]);
  }

  async #relay(
    from: FrameReader,
    send: (frame: Frame) => Promise<void>,
  ): Promise<void> {
    for (;;) {
      const frame = await from.frame();
      if (frame === null) return;
      // No connection goes on after something that was lost.
      if (!await this.#options.passes()) return;
      await send(frame);
    }
  }

  async #toServer(server: Deno.Conn, frame: Frame): Promise<void> {
    const request = frame.isMessage ? requestIn(frame.payload) : null;
    if (request?.op !== "eval") return await write(server, frame.bytes);
    const { gremlin, bindings } = request.args;
    const id = request.requestId["@value"];
    if (!this.#hasLoggedIn) {
      this.#hasLoggedIn = true;
      return await write(server, frame.bytes);
    }
    const fault = this.#options.onRequest(gremlin, bindings);
    this.#pending.set(id, fault);
    this.#options.onUnderWay();
    if (fault?.kind === "silence" && !await this.#options.passes()) {
      return this.cut();
    }
    const isExecuted = fault === null || fault.kind === "silence" ||
      (fault.kind !== "throttle" && fault.isExecuted);
    if (isExecuted) await write(server, frame.bytes);
    else await this.#failWith(fault, id);
  }

  async #toDriver(frame: Frame): Promise<void> {
    const response = frame.isMessage ? responseIn(frame.payload) : null;
    const code = response?.status.code ?? CHALLENGE;
    if (response === null || code === CHALLENGE) {
      return await this.#tell(frame.bytes);
    }
    const fault = this.#pending.get(response.requestId);
    if (fault === undefined) return await this.#tell(frame.bytes);
    const isWithheld = fault?.kind === "status" || fault?.kind === "cut";
    if (code === PARTIAL) {
      if (!isWithheld) await this.#tell(frame.bytes);
      return;
    }
    this.#options.onExecuted();
    if (isWithheld) return await this.#failWith(fault, response.requestId);
    this.#pending.delete(response.requestId);
    await this.#answer(response);
  }

  async #failWith(fault: Fault, id: string): Promise<void> {
    this.#pending.delete(id);
    if (fault.kind === "cut") return this.cut();
    if (fault.kind === "silence") return;
    const code = fault.kind === "throttle" ? 429 : fault.code;
    const retryAfter = fault.kind === "throttle"
      ? { "x-ms-retry-after-ms": fault.retryAfter ?? "00:00:00.0500000" }
      : {};
    // Cosmos DB says 500 to the protocol, and what it means in the attributes.
    await this.#answer({
      requestId: id,
      status: {
        code: 500,
        message: `A fault of the test (${code})`,
        attributes: { "x-ms-status-code": code, ...retryAfter },
      },
      result: { data: null, meta: {} },
    });
  }

  /** One frame after the other, though faults come from elsewhere. */
  #tell(bytes: Uint8Array): Promise<void> {
    const { driver } = this.#options;
    this.#telling = this.#telling.then(() => write(driver, bytes));
    return this.#telling;
  }

  async #answer(response: Response): Promise<void> {
    const { charge } = this.#options;
    const { status } = response;
    const attributes = charge === undefined
      ? status.attributes
      : { ...status.attributes, "x-ms-total-request-charge": charge };
    const answer = { ...response, status: { ...status, attributes } };
    await this.#tell(textFrame(JSON.stringify(answer)));
  }
}

/** A request follows the name of its format, which follows its length. */
function requestIn(payload: Uint8Array) {
  const text = new TextDecoder().decode(
    payload.subarray(1 + (payload[0] ?? 0)),
  );
  return Request.parse(JSON.parse(text));
}

function responseIn(payload: Uint8Array) {
  return Response.parse(JSON.parse(new TextDecoder().decode(payload)));
}

async function write(to: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await to.write(bytes.subarray(at));
  }
}

import { endpointEmbedder, type EndpointOptions } from "./endpoint.ts";
import type { Embedder } from "./embedder.ts";
import { ManualClock } from "@/lib/store/mod.ts";

/** For tests: a request as the endpoint got it. */
export interface Asked {
  path: string;
  headers: Headers;
  input: string[];
  body: Record<string, unknown>;
}

/** For tests: how the endpoint answers a request. */
export type Answer = (asked: Asked) => Response | Promise<Response>;

/** For tests: an OpenAI-compatible server on this machine. */
export class FakeEndpoint implements AsyncDisposable {
  /** What was asked, in order. */
  readonly asked: Asked[] = [];
  /** Answers to the next requests, in order; {@linkcode good} afterwards. */
  readonly answers: Answer[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #end = Promise.withResolvers<void>();

  constructor() {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      async (request) => {
        const body = await request.json();
        const asked = {
          path: new URL(request.url).pathname + new URL(request.url).search,
          headers: request.headers,
          input: body.input,
          body,
        };
        this.asked.push(asked);
        return await (this.answers.shift() ?? good)(asked);
      },
    );
  }

  /** The address of its API. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/v1`;
  }

  /** No answer, until the test is over. */
  readonly hanging: Answer = async () => {
    await this.#end.promise;
    return new Response();
  };

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.resolve();
    await this.#server.shutdown();
  }
}

/** For tests: a vector of a text, not of unit length. */
export function rawVector(text: string): number[] {
  return [text.length, text.charCodeAt(0), 3];
}

/** For tests: {@linkcode rawVector} of unit length. */
export function unitVector(text: string): number[] {
  const vector = rawVector(text);
  return vector.map((x) => x / Math.hypot(...vector));
}

/** For tests: the right answer, last text first. */
export const good: Answer = ({ input }) =>
  Response.json({
    object: "list",
    data: input
      .map((text, index) => ({ index, embedding: rawVector(text) }))
      .reverse(),
  });

/** For tests: an answer of this status. */
export function failing(
  status: number,
  body: BodyInit | null = null,
  headers: HeadersInit = {},
): Answer {
  return () => new Response(body, { status, headers });
}

/** For tests: an embedder of an endpoint that waits for nothing. */
export function impatient(
  options: Partial<EndpointOptions> & { url: string },
): { embedder: Embedder; waits: number[]; clock: ManualClock } {
  const waits: number[] = [];
  const clock = new ManualClock(Date.parse("2026-01-01T00:00:00Z"));
  const embedder = endpointEmbedder({
    key: null,
    model: "m",
    clock,
    delay: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    random: () => 0,
    ...options,
  });
  return { embedder, waits, clock };
}

/** For tests: what a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`Rejected with ${String(error)}`);
  }
  throw new Error("It was not rejected");
}

import { eventually } from "@/tests/conditions.ts";

/** For tests: a request as the model got it. */
export interface AskedModel {
  path: string;
  headers: Headers;
  body: { model: string; messages: { role: string; content: string }[] };
}

/** For tests: how a model answers a request. */
export type ModelAnswer = () => Response | Promise<Response>;

/** For tests: a model's answer of this text. */
export function completion(content: string): ModelAnswer {
  return () =>
    Response.json({
      object: "chat.completion",
      choices: [{ index: 0, message: { role: "assistant", content } }],
    });
}

/** For tests: an OpenAI-compatible language model on this machine. */
export class FakeModel implements AsyncDisposable {
  /** What was asked, in order. */
  readonly asked: AskedModel[] = [];
  /** Answers to the next requests, in order; a good one afterwards. */
  readonly answers: ModelAnswer[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #end = Promise.withResolvers<void>();

  constructor() {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      async (request) => {
        const { pathname, search } = new URL(request.url);
        const { headers } = request;
        const body = await request.json();
        this.asked.push({ path: pathname + search, headers, body });
        const answer = this.answers.shift() ?? completion("Thanks a lot!");
        return await answer();
      },
    );
  }

  /** The address of its API. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/v1`;
  }

  /** No answer, until the test is over. */
  readonly hanging: ModelAnswer = async () => {
    await this.#end.promise;
    return new Response();
  };

  /** Resolves when it has been asked so often. */
  async isAsked(times: number): Promise<void> {
    await eventually("the request", () => this.asked.length >= times);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.resolve();
    await this.#server.shutdown();
  }
}

import { type OpenGremlin, openGremlin } from "@/lib/graph/mod.ts";
import {
  findGremlin,
  type GremlinTools,
} from "@/tests/gremlin/find_gremlin.ts";
import {
  type GremlinServer,
  launchGremlinServer,
} from "@/tests/gremlin/process.ts";
import type { BenchmarkContext } from "../benchmark.ts";
import { freePort } from "../processes.ts";

const HEAP = "2g";

/** What is said where {@linkcode GremlinServers.find} gives nothing. */
export const GREMLIN_MISSING =
  "Java or Maven is missing, so that nothing could be compared with a Gremlin " +
  "Server: apt-get install default-jre-headless maven, or set JAVA_HOME and " +
  "GREMLIN_SERVER_CLASSPATH.";

/** Starts Gremlin Servers, which end with the benchmark. */
export class GremlinServers {
  readonly #tools: GremlinTools;
  readonly #context: BenchmarkContext;

  private constructor(tools: GremlinTools, context: BenchmarkContext) {
    this.#tools = tools;
    this.#context = context;
  }

  /** `null` where Java or Maven is missing. */
  static find(context: BenchmarkContext): GremlinServers | null {
    const tools = findGremlin();
    return tools && new GremlinServers(tools, context);
  }

  /** A new server with an empty graph, which answers already. */
  async start(): Promise<GremlinServer> {
    const server = await launchGremlinServer(this.#tools, {
      port: freePort(),
      heap: HEAP,
      isOptimised: true,
    });
    this.#context.processes.keep(server);
    await server.ready;
    return server;
  }

  /** A connection to a server, as the service has it. */
  open({ settings }: Pick<GremlinServer, "settings">): OpenGremlin {
    const open = openGremlin({ settings });
    this.#context.processes.keep({ [Symbol.asyncDispose]: () => open.close() });
    return open;
  }
}

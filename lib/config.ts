import { z } from "zod";
import type { WriterSettings } from "@/lib/commands/mod.ts";
import type { EndpointSettings } from "@/lib/embeddings/mod.ts";
import type { GremlinSettings } from "@/lib/graph/mod.ts";

/** Every environment variable that the service reads. */
const Environment = z.object({
  /** Address that the service listens on; 0.0.0.0 opens it to the network. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Port of the service. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(8000),
  /** File of the embedded database; unset on platforms that have their own. */
  KV_PATH: z.string().min(1).optional(),
  /** Redis that connects several instances: redis:// or rediss://. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** OpenAI-compatible endpoint of embeddings, or its API: http(s)://host/v1. */
  EMBEDDINGS_URL: z.url({
    protocol: /^https?$/,
    error: "must be an address such as https://host/v1",
  }).refine(hasNoPassword, "has a password: use EMBEDDINGS_KEY").optional(),
  /** What the endpoint asks for as bearer token. */
  EMBEDDINGS_KEY: z.string()
    .regex(/^[!-~]+$/, "must be printable ASCII without blanks").optional(),
  /** Model that the endpoint serves; names the vectors that are stored. */
  EMBEDDINGS_MODEL: z.string().trim().min(1).max(200)
    .default("text-embedding-3-small"),
  /** OpenAI-compatible chat completions, or their API: http(s)://host/v1. */
  SUGGESTIONS_URL: z.url({
    protocol: /^https?$/,
    error: "must be an address such as https://host/v1",
  }).refine(hasNoPassword, "has a password: use SUGGESTIONS_KEY").optional(),
  /** What they ask for as bearer token. */
  SUGGESTIONS_KEY: z.string()
    .regex(/^[!-~]+$/, "must be printable ASCII without blanks").optional(),
  /** Model that words messages. */
  SUGGESTIONS_MODEL: z.string().trim().min(1).max(200).default("gpt-4o-mini"),
  /** Gremlin server that keeps a copy of graphs: wss://host:443/ or ws://host. */
  GREMLIN_URL: z.url({
    protocol: /^wss?$/,
    error: "must be an address such as wss://host:443/",
  }).refine(hasNoPassword, "has a password: use GREMLIN_KEY").optional(),
  /** Database and graph on it, as Cosmos DB names them. */
  GREMLIN_DATABASE: z.string().min(1).default("rapport"),
  GREMLIN_GRAPH: z.string().min(1).default("graph"),
  /** Key of the account, or password; a server may ask for none. */
  GREMLIN_KEY: z.string().default(""),
  /** Set by Deno Deploy, which has a database of its own. */
  DENO_DEPLOYMENT_ID: z.string().optional(),
});

/** How the service is to run. */
export interface Config {
  host: string;
  port: number;
  /** `null`: the platform's own database. */
  kvPath: string | null;
  /** `null`: there are no other instances, or they are reached by other means. */
  redisUrl: string | null;
  /** `null`: the embedded model, which needs no network. */
  embeddings: EndpointSettings | null;
  /** `null`: templates alone word what is proposed to fans. */
  suggestions: WriterSettings | null;
  /** `null`: graphs are in the embedded database only. */
  gremlin: GremlinSettings | null;
}

const DEFAULT_KV_PATH = ".data/rapport.kv";

/** Reads the configuration; throws an error that names every bad variable. */
export function readConfig(environment: Record<string, string>): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(`Bad configuration: ${problems.join("; ")}`);
  }
  const { HOST, PORT, KV_PATH, REDIS_URL, DENO_DEPLOYMENT_ID } = parsed.data;
  const { EMBEDDINGS_URL, EMBEDDINGS_KEY, EMBEDDINGS_MODEL } = parsed.data;
  const { SUGGESTIONS_URL, SUGGESTIONS_KEY, SUGGESTIONS_MODEL } = parsed.data;
  const { GREMLIN_URL, GREMLIN_DATABASE, GREMLIN_GRAPH, GREMLIN_KEY } =
    parsed.data;
  return {
    host: HOST,
    port: PORT,
    redisUrl: REDIS_URL ?? null,
    kvPath: KV_PATH ?? (DENO_DEPLOYMENT_ID ? null : DEFAULT_KV_PATH),
    embeddings: EMBEDDINGS_URL === undefined ? null : {
      url: EMBEDDINGS_URL,
      key: EMBEDDINGS_KEY ?? null,
      model: EMBEDDINGS_MODEL,
    },
    suggestions: SUGGESTIONS_URL === undefined ? null : {
      url: SUGGESTIONS_URL,
      key: SUGGESTIONS_KEY ?? null,
      model: SUGGESTIONS_MODEL,
    },
    gremlin: GREMLIN_URL === undefined ? null : {
      url: GREMLIN_URL,
      database: GREMLIN_DATABASE,
      graph: GREMLIN_GRAPH,
      key: GREMLIN_KEY,
    },
  };
}

function hasNoPassword(text: string): boolean {
  const url = URL.parse(text);
  return !url?.username && !url?.password;
}

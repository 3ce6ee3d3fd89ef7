import type { Clock } from "@/lib/store/clock.ts";
import { agentClock, type Backoff } from "./clock.ts";
import type { CommandHandler } from "./command_desk.ts";
import { AgentError, type AgentEvent } from "./events.ts";
import { MAX_PART_BYTES } from "./parts.ts";

/** Settings of an `AgentClient`. */
export interface AgentClientOptions {
  /** The complete endpoint, such as `wss://example.com/ws/extension/u_123`. */
  url: string;
  /** The token that pairing gave. */
  token: string;
  /** Hears of everything that happens; must not throw. */
  onEvent?: (event: AgentEvent) => void;
  /** Carries out commands. Default: rejects them. */
  onCommand?: CommandHandler;
  /** Default: the machine's clock. */
  clock?: Clock;
  /** From 0 to below 1, for jitter. Default: `Math.random`. */
  random?: () => number;
  /** Makes ids of snapshots and events. Default: random UUIDs. */
  newId?: () => string;
  /** Most parts under way without acknowledgement. Default 8. */
  partWindow?: number;
  /** Most deltas under way without acknowledgement. Default 256. */
  deltaWindow?: number;
  /** Most bytes of a part's frame. Default 512 KiB. */
  maxPartBytes?: number;
  /** How long the server may take to answer a new connection. Default 10 s. */
  openTimeoutMs?: number;
  /** How long it may acknowledge nothing of what waits. Default 60 s. */
  ackTimeoutMs?: number;
  /** Time between signs of life. Default 20 s. */
  keepaliveMs?: number;
  /** Default: up to 0.25 s, doubling to up to 10 s. */
  backoff?: Backoff;
}

/** Options with the defaults filled in. */
export type Settings = Required<AgentClientOptions>;

/** Throws an {@linkcode AgentError} where the URL or the token is unusable. */
export function settingsOf({
  url,
  token,
  onEvent = () => {},
  onCommand = () => ({
    status: "rejected",
    detail: "This Agent does not carry out commands.",
  }),
  clock = agentClock,
  random = Math.random,
  newId = () => crypto.randomUUID(),
  partWindow = 8,
  deltaWindow = 256,
  maxPartBytes = MAX_PART_BYTES,
  openTimeoutMs = 10_000,
  ackTimeoutMs = 60_000,
  keepaliveMs = 20_000,
  backoff = { minMs: 250, maxMs: 10_000 },
}: AgentClientOptions): Settings {
  checkEndpoint(url, token);
  return {
    url,
    token,
    onEvent,
    onCommand,
    clock,
    random,
    newId,
    partWindow,
    deltaWindow,
    maxPartBytes,
    openTimeoutMs,
    ackTimeoutMs,
    keepaliveMs,
    backoff,
  };
}

/** What a WebSocket subprotocol may hold (RFC 9110, token). */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

function checkEndpoint(url: string, token: string): void {
  const { protocol, hash } = URL.canParse(url)
    ? new URL(url)
    : { protocol: "", hash: "" };
  if ((protocol !== "ws:" && protocol !== "wss:") || hash !== "") {
    throw new AgentError(
      "bad_options",
      `"${url}" is not a WebSocket URL: use the one that pairing gave, such ` +
        "as wss://example.com/ws/extension/u_123.",
    );
  }
  if (!TOKEN.test(token)) {
    throw new AgentError(
      "bad_options",
      "The token is empty or holds characters that a token cannot have: copy " +
        "it again from the dashboard's settings.",
    );
  }
}

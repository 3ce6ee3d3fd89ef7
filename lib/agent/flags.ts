import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Flags {
  url: string;
  token: string;
  /** File of `{chats, messages}`, or an account's export. */
  snapshot?: string;
  /** File of NDJSON messages, or `-` for standard input. */
  deltas?: string;
  json: boolean;
}

/** The command line, read. */
export type ParsedFlags =
  | { kind: "run"; flags: Flags }
  | { kind: "help" }
  | { kind: "invalid"; message: string };

/** What `--help` prints. */
export const HELP = `Sends a creator's chats to Rapport, as the extension does.

Usage: deno task agent --url WS_URL --token TOKEN --snapshot FILE [--deltas FILE]

  --url WS_URL      endpoint that pairing gave: ws(s)://HOST/ws/extension/USER
  --token TOKEN     token that pairing gave; or set RAPPORT_TOKEN
  --snapshot FILE   JSON file {"chats": [...], "messages": [...]}, or an export
  --deltas FILE     messages to send after it, one JSON object per line;
                    "-" reads standard input
  --json            print every event as a line of JSON
  --help            print this

Exit code: 0 everything was acknowledged, 1 something was not, 2 wrong usage,
130 stopped by Ctrl-C.`;

/** Reads the command line; `env` gives environment variables. */
export function parseFlags(
  args: string[],
  env: (name: string) => string | undefined,
): ParsedFlags {
  try {
    const { values } = parseArgs({
      args,
      options: {
        url: { type: "string" },
        token: { type: "string" },
        snapshot: { type: "string" },
        deltas: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    const { url, snapshot, deltas, json } = values;
    const token = values.token ?? env("RAPPORT_TOKEN");
    if (!url) return invalid("--url is missing");
    if (!token) return invalid("--token is missing, and RAPPORT_TOKEN not set");
    if (!snapshot && !deltas) {
      return invalid("nothing to send: --snapshot is missing");
    }
    return { kind: "run", flags: { url, token, snapshot, deltas, json } };
  } catch (error) {
    if (error instanceof TypeError) return invalid(error.message);
    throw error;
  }
}

function invalid(message: string): ParsedFlags {
  return { kind: "invalid", message };
}

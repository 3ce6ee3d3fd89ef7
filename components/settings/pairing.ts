/** The commands that pair an Agent and let it send, ready to paste. */
export interface PairingCommands {
  /** Trades the code for a token. */
  redeem: string;
  /** Sends a first snapshot with that token. */
  send: string;
}

/** The commands for a service at `origin`, say "https://rapport.example". */
export function pairingCommands(
  origin: string,
  accountId: string,
  code: string,
): PairingCommands {
  const body = JSON.stringify({ code, name: "My laptop" });
  const socket = new URL(
    `/ws/extension/${encodeURIComponent(accountId)}`,
    origin,
  );
  socket.protocol = socket.protocol === "https:" ? "wss:" : "ws:";
  return {
    redeem: [
      `curl -sS -X POST ${origin}/api/v1/agents`,
      "  -H 'content-type: application/json'",
      `  -d '${body}'`,
    ].join(" \\\n"),
    send: `deno task agent --url ${socket} --token TOKEN --snapshot chats.json`,
  };
}

/** How long `until` is from `now`, in words: "10 minutes". */
export function remaining(until: number, now: number): string {
  const minutes = Math.max(0, Math.round((until - now) / 60_000));
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

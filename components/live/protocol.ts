import type { CloseCode, OutgoingWssMessage } from "@/lib/models/wss.ts";

/** Every frame type that the service may send; the compiler keeps it complete. */
const FRAME_TYPES: Record<OutgoingWssMessage["type"], true> = {
  connection_ack: true,
  system_status: true,
  system_error: true,
  full_sync_response: true,
  append_message: true,
  analytics_update: true,
  enrichment_result: true,
  command_to_execute: true,
  online_users_update: true,
  ingest_ack: true,
  sync_required: true,
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/**
 * The service's own frames are taken at their word beyond type and payload: it
 * validates them before it sends them, and a schema library would cost the page
 * more than everything else on it.
 */
function isFrame(value: unknown): value is OutgoingWssMessage {
  return isRecord(value) && typeof value.type === "string" &&
    Object.hasOwn(FRAME_TYPES, value.type) && isRecord(value.payload);
}

/** The frame in a WebSocket message, or `null` if it is none that we know. */
export function parseFrame(data: unknown): OutgoingWssMessage | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    return isFrame(value) ? value : null;
  } catch {
    return null;
  }
}

const NOT_AUTHENTICATED: typeof CloseCode["NotAuthenticated"] = 4401;
const NOT_YOUR_ACCOUNT: typeof CloseCode["NotYourAccount"] = 4403;
const SERVICE_RESTART: typeof CloseCode["ServiceRestart"] = 1012;

/** Why the dashboard no longer tries to connect. */
export type StopReason = "signed-out" | "forbidden";

/** What to do after the service closed the connection. */
export type AfterClose =
  | { kind: "stop"; reason: StopReason }
  /** The instance is shutting down: another one is there at once. */
  | { kind: "reconnect-soon" }
  | { kind: "back-off" };

/** What a WebSocket close code asks of the dashboard. */
export function afterClose(code: number): AfterClose {
  switch (code) {
    case NOT_AUTHENTICATED:
      return { kind: "stop", reason: "signed-out" };
    case NOT_YOUR_ACCOUNT:
      return { kind: "stop", reason: "forbidden" };
    case SERVICE_RESTART:
      return { kind: "reconnect-soon" };
    default:
      return { kind: "back-off" };
  }
}

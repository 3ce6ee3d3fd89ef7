import type { SystemStatus } from "@/lib/models/system.ts";
import type { ConnectionState } from "@/components/live/connection.ts";
import { count } from "@/components/wording/number.ts";

/** What is said of the connection, and how it looks. */
export interface ConnectionWords {
  tone: "good" | "busy" | "bad";
  label: string;
  /** The same without figures that move, to be read out when it changes. */
  announcement: string;
  explanation: string;
}

/** The connection and the account's state as one statement. */
export function connectionWords(
  connection: ConnectionState,
  status: SystemStatus,
): ConnectionWords {
  switch (connection.kind) {
    case "connecting":
      return words(
        "busy",
        "Connecting…",
        "The page shows what was known when it was loaded.",
      );
    case "reconnecting":
      return words(
        "busy",
        "Reconnecting…",
        `The connection was lost; this is try ${connection.attempt}. ` +
          "The page shows what was last known.",
      );
    case "stopped":
      return connection.reason === "signed-out"
        ? words("bad", "Signed out", "Your session has ended.")
        : words("bad", "No access", "This account is not open to you.");
    case "live":
      return liveWords(status);
  }
}

function liveWords(status: SystemStatus): ConnectionWords {
  const { detail, progress } = status;
  switch (status.status) {
    case "REALTIME":
      return progress === undefined
        ? words("good", "Live", detail ?? "Changes show as they happen.")
        : {
          ...words(
            "good",
            "Live, reading anew",
            `${detail ?? "Messages are read anew."} ` +
              "Until that is done, figures are those of before.",
          ),
          label: `Live · ${count(progress.done)} of ` +
            `${count(progress.total)} read anew`,
        };
    case "AWAITING_SNAPSHOT":
      return words(
        "busy",
        "Waiting for the first snapshot",
        detail ?? "Connected. No Agent has sent this account's chats yet.",
      );
    case "PROCESSING_SNAPSHOT":
      return {
        ...words("busy", "Syncing", detail ?? "A snapshot is being read in."),
        label: progress === undefined
          ? "Syncing…"
          : `Syncing ${count(progress.done)} of ${count(progress.total)}`,
      };
    case "DEGRADED":
      return words(
        "busy",
        "Live, with limits",
        detail ?? "A part of the service is not available.",
      );
    case "ERROR":
      return words(
        "bad",
        "Not processing",
        detail ?? "The service met an error with this account.",
      );
  }
}

function words(
  tone: ConnectionWords["tone"],
  label: string,
  explanation: string,
): ConnectionWords {
  return { tone, label, announcement: label, explanation };
}

import type { ReadonlySignal } from "@preact/signals";
import type { SystemStatus } from "@/lib/models/system.ts";
import type { ConnectionState } from "@/components/live/connection.ts";
import { connectionWords } from "./connection_words.ts";

interface ConnectionProps {
  connection: ReadonlySignal<ConnectionState>;
  status: ReadonlySignal<SystemStatus>;
}

/** How fresh what the page shows is, in words. */
export function Connection({ connection, status }: ConnectionProps) {
  const words = connectionWords(connection.value, status.value);
  return (
    <p
      class="connection"
      data-tone={words.tone}
      title={words.explanation}
    >
      <span class="connection-dot" aria-hidden="true" />
      <span aria-hidden="true" class="truncate">{words.label}</span>
      {/* Said once per change of kind, not once per record of a sync. */}
      <span role="status" class="sr-only">{words.announcement}</span>
    </p>
  );
}

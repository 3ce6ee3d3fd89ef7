import type { ReadonlySignal } from "@preact/signals";
import type { Presence } from "@/components/live/state.ts";
import { count } from "@/components/wording/number.ts";

/** How many fans are online; nothing where that is not known. */
export function OnlineCount(
  { presence }: { presence: ReadonlySignal<Presence | null> },
) {
  const known = presence.value;
  if (known === null) return null;
  return (
    <p class="online-count" title="Fans who are online, as the Agent sees it">
      {count(known.users.size)} online
    </p>
  );
}

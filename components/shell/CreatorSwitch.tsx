import type { CreatorId } from "@/lib/models/ids.ts";
import type { PageSeed } from "@/components/live/page.ts";
import { plainText } from "@/components/wording/plain_text.ts";

interface CreatorSwitchProps {
  creators: PageSeed["creators"];
  current: CreatorId | null;
}

/** What a creator is called. */
export function creatorName(
  { id, name }: PageSeed["creators"][number],
): string {
  return plainText(name ?? "") || `Creator ${id}`;
}

/** Whose figures are shown: of all creators, or one. A page of each. */
export function CreatorSwitch({ creators, current }: CreatorSwitchProps) {
  const [only] = creators;
  if (only === undefined) return null;
  if (creators.length === 1) {
    return (
      <p class="creator-only" title="The creator whose chats these are">
        <bdi>{creatorName(only)}</bdi>
      </p>
    );
  }
  return (
    <select
      class="creator-switch"
      aria-label="Creator"
      value={current ?? ""}
      onChange={(event) =>
        location.assign(addressOf(event.currentTarget.value))}
    >
      <option value="">All creators</option>
      {creators.map((creator) => (
        <option key={creator.id} value={creator.id}>
          {creatorName(creator)}
        </option>
      ))}
    </select>
  );
}

/** The same page for another creator. */
function addressOf(creator: string): string {
  const url = new URL(location.href);
  if (creator === "") url.searchParams.delete("creator");
  else url.searchParams.set("creator", creator);
  return url.href;
}

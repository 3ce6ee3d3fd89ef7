import type { CreatorId } from "@/lib/models/ids.ts";
import type { PageSeed } from "@/components/live/page.ts";

/**
 * Whose graph is shown, as a graph is of one creator: the one that is chosen,
 * or the first of several. `null`: the account's only one.
 */
export function creatorShown(
  { creators, creator }: Pick<PageSeed, "creators" | "creator">,
): CreatorId | null {
  return creator ?? (creators.length > 1 ? creators[0]?.id ?? null : null);
}

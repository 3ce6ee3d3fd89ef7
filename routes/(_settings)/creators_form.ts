import type { CreatorsPanel } from "@/components/settings/Creators.tsx";
import type { Session } from "@/lib/accounts/mod.ts";
import type { Brain } from "@/lib/brain.ts";

/** A creator that was just erased, or why that was not done. */
export type ErasureAsked = Pick<CreatorsPanel, "erased" | "failure">;

/** No creator was erased. */
export const NOTHING_ERASED: ErasureAsked = { erased: null, failure: null };

/** The creator that a form of the section erases, or `null`. */
export function erasedCreator(form: FormData): string | null {
  const creator = form.get("erase");
  return typeof creator === "string" ? creator : null;
}

/** Erases the creator that a form names, if its id was typed to confirm that. */
export async function submitErasure(
  brain: Brain,
  { accountId }: Session,
  form: FormData,
): Promise<ErasureAsked> {
  const creator = erasedCreator(form) ?? "";
  const refused = (reason: string): ErasureAsked => ({
    erased: null,
    failure: { creator, reason },
  });
  if (String(form.get("confirm")).trim() !== creator) {
    return refused("That is not the id: nothing was erased.");
  }
  const erased = await brain.eraseCreator(accountId, creator);
  return erased.ok
    ? { erased: erased.totals, failure: null }
    : refused(erased.reason);
}

/** What the section of creators shows. */
export async function creatorsPanel(
  brain: Brain,
  { accountId, accountName }: Session,
  asked: ErasureAsked,
): Promise<CreatorsPanel> {
  const { creators, totals } = await brain.ingest.head(accountId);
  const { conversations, messages } = totals;
  return {
    // Until an Agent names another creator, there is one, called as the account.
    creators: creators.map((id) => ({
      id,
      name: String(id) === accountId ? accountName : id,
      conversations,
      messages,
    })),
    ...asked,
  };
}

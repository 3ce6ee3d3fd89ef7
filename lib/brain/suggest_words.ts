import {
  fillTemplate,
  type Occasion,
  type SuggestionWriter,
  templateOf,
  WRITING_LIMITS,
} from "@/lib/commands/mod.ts";
import type { AccountId } from "@/lib/models/mod.ts";
import { type Dataset, keys, type Store } from "@/lib/store/mod.ts";
import { latestTexts } from "./suggest_facts.ts";

/** What a message is worded with. */
export interface WordsContext {
  store: Store;
  account: AccountId;
  dataset: Dataset;
  /** The fan's; `null`: not known. */
  name: string | null;
  templates: readonly string[];
  /** `null`: the template says it. */
  writer: SuggestionWriter | null;
  signal: AbortSignal;
}

/** Occasions of a fan and a rule that are counted. */
const MAX_COUNTED = 100;

/**
 * The text of a message for an occasion: of the template that is the fan's turn,
 * or of the writer, for which that template is the draft. Where the writer fails,
 * it is the template's, and `note` says why.
 */
export async function wordsFor(
  occasion: Occasion,
  { store, account, dataset, name, templates, writer, signal }: WordsContext,
): Promise<{ text: string; note: string | null; hasFailed: boolean }> {
  const { rule, chat, reason, values } = occasion;
  const before = await Array.fromAsync(
    store.listKeys(
      { prefix: keys.occasionsOf(account, chat, rule) },
      { limit: MAX_COUNTED },
    ),
  );
  const template = templateOf(templates, chat, before.length);
  const draft = fillTemplate(template, { name, ...values });
  if (writer === null) return { text: draft, note: null, hasFailed: false };
  const messages = await latestTexts(store, dataset, {
    chat,
    limit: WRITING_LIMITS.messages,
  });
  try {
    const text = await writer.write(
      { reason, template: draft, messages },
      signal,
    );
    const note = "The language model wrote it.";
    return { text, note, hasFailed: false };
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    const note = `The template was used: ${why}`;
    return { text: draft, note, hasFailed: true };
  }
}

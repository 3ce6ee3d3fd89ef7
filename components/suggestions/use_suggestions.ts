import { useEffect } from "preact/hooks";
import { useSignal, useSignalEffect } from "@preact/signals";
import { useLivePage } from "@/components/live/page.ts";
import { useShortcuts } from "@/components/shell/use_shortcuts.ts";
import { windowStorage } from "@/components/inbox/stream/drafts.ts";
import type { Reviewer } from "./reviewer.ts";
import type { Suggestions } from "./suggestions.ts";

/** Keeps suggestions up to date while the calling component is on the page. */
export function useSuggestions(suggestions: Suggestions): void {
  const { store: { state } } = useLivePage();
  const syncs = useSignal(state.syncs.peek());
  useEffect(() => {
    const stop = state.onCommand((command) => suggestions.apply(command));
    suggestions.start(windowStorage());
    return stop;
  }, []);
  useSignalEffect(() => {
    if (state.syncs.value === syncs.peek()) return;
    syncs.value = state.syncs.peek();
    suggestions.reload();
  });
}

/** Keys by which suggestions are gone through, and decided on. */
export function useReviewKeys(reviewer: Reviewer): void {
  const { toasts } = useLivePage();
  const step = (by: 1 | -1) => {
    if (reviewer.step(by)) return;
    toasts.say({ tone: "good", text: "No suggestion waits for a decision." });
  };
  const act = (...what: Parameters<Reviewer["act"]>) => {
    if (reviewer.act(...what)) return;
    toasts.say({ tone: "good", text: "No suggestion in this conversation." });
  };
  useShortcuts("Suggestions", [
    { keys: "n", label: "Next suggestion", run: () => step(1) },
    { keys: "p", label: "Suggestion before", run: () => step(-1) },
    { keys: "a", label: "Approve it", run: () => act("approve") },
    { keys: "c", label: "Change its text", run: () => act("edit") },
    { keys: "x", label: "Reject it", run: () => act("reject") },
  ]);
}

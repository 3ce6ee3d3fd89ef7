import { useEffect } from "preact/hooks";
import { effect, type ReadonlySignal, useSignal } from "@preact/signals";

/** How long the list waits before it moves, ms: it moves often enough. */
const CALM_MS = 400;

/** An order for the eye. */
export interface CalmOrder {
  shown: ReadonlySignal<readonly string[]>;
  /** Whether the pointer holds the order back from a later one. */
  held: ReadonlySignal<boolean>;
  hold(): void;
  release(): void;
}

/**
 * Follows `ranking`, but gathers its moves, and keeps still while it is held:
 * nothing moves away from under the pointer.
 */
export function useCalmOrder(
  ranking: ReadonlySignal<readonly string[]>,
): CalmOrder {
  const shown = useSignal(ranking.peek());
  const holding = useSignal(false);
  const held = useSignal(false);
  const follow = () => {
    held.value = holding.peek() && shown.peek() !== ranking.peek();
    if (!holding.peek()) shown.value = ranking.peek();
  };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      if (ranking.value === shown.peek()) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        follow();
      }, CALM_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [ranking]);
  return {
    shown,
    held,
    hold: () => holding.value = true,
    release() {
      holding.value = false;
      follow();
    },
  };
}

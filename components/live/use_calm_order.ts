import { useEffect, useMemo } from "preact/hooks";
import { effect, type ReadonlySignal } from "@preact/signals";
import { CalmOrder } from "./calm_order.ts";

/** An order for the eye that follows `ranking` while it is on the page. */
export function useCalmOrder(ranking: ReadonlySignal<readonly string[]>) {
  const order = useMemo(() => new CalmOrder(ranking.peek()), []);
  useEffect(() => {
    const unfollow = effect(() => order.follow(ranking.value));
    return () => {
      unfollow();
      order.stop();
    };
  }, [ranking]);
  return order;
}

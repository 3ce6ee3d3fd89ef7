import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";
import type { Signal } from "@preact/signals";
import type { Shortcut } from "./shortcuts.ts";

/** Shortcuts that work at the moment, in groups for the help sheet. */
export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

/** The groups of the page, as parts of it come and go. */
export const ShortcutsContext = createContext<
  Signal<readonly ShortcutGroup[]> | null
>(null);

/**
 * Has shortcuts work while the calling component is on the page. What is given
 * at the first call counts; what they do may read refs and signals.
 */
export function useShortcuts(
  title: string,
  shortcuts: readonly Shortcut[],
): void {
  const groups = useContext(ShortcutsContext);
  useEffect(() => {
    if (groups === null) return;
    const group = { title, shortcuts };
    groups.value = [...groups.peek(), group];
    return () => {
      groups.value = groups.peek().filter((other) => other !== group);
    };
  }, []);
}

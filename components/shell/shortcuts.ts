/** A way to do something by keyboard. */
export interface Shortcut {
  /** Keys one after another, as in `KeyboardEvent.key`: "g i", "/", "?". */
  keys: string;
  /** What it does, for the help sheet. */
  label: string;
  run(): void;
}

/** How long after its first key a sequence may go on, ms. */
const SEQUENCE_MS = 1_000;

/** As much of a keyboard event as decides what it does. */
export type KeyPress = Pick<
  KeyboardEvent,
  | "key"
  | "altKey"
  | "ctrlKey"
  | "metaKey"
  | "defaultPrevented"
  | "isComposing"
  | "timeStamp"
>;

/** Finds the shortcut that keys pressed one after another amount to. */
export class KeySequence {
  #pressed = "";
  #at = -Infinity;

  /** Takes a key; gives the shortcut that it completes, or `null`. */
  press(event: KeyPress, shortcuts: readonly Shortcut[]): Shortcut | null {
    if (
      event.altKey || event.ctrlKey || event.metaKey || event.isComposing ||
      event.defaultPrevented
    ) return null;
    const isLate = event.timeStamp - this.#at > SEQUENCE_MS;
    const before = isLate ? "" : this.#pressed;
    for (const keys of [`${before} ${event.key}`.trimStart(), event.key]) {
      const found = shortcuts.find((shortcut) => shortcut.keys === keys);
      if (found === undefined) continue;
      this.#pressed = "";
      return found;
    }
    const begins = shortcuts.some(({ keys }) =>
      keys.startsWith(`${event.key} `)
    );
    this.#pressed = begins ? event.key : "";
    this.#at = event.timeStamp;
    return null;
  }
}

/** Whether keys that are pressed there are meant as text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches(
        "textarea, select, input:not([type=radio], [type=checkbox], [type=button])",
      ));
}

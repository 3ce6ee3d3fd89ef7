import { type ReadonlySignal, signal } from "@preact/signals";

/** Something that happened, said in passing. */
export interface Toast {
  id: number;
  tone: "good" | "bad";
  text: string;
  detail?: string;
}

/** Toasts on the page at a time: the oldest gives way. */
const MOST = 4;

/** What is said in passing: good news goes by itself, bad news when dismissed. */
export class Toasts {
  readonly #shown = signal<readonly Toast[]>([]);
  #last = 0;

  /** Those on the page, oldest first. */
  get shown(): ReadonlySignal<readonly Toast[]> {
    return this.#shown;
  }

  /** Says something; the same text twice shows once. */
  say(toast: Omit<Toast, "id">): void {
    const others = this.#shown.peek().filter(({ text, detail }) =>
      text !== toast.text || detail !== toast.detail
    );
    this.#shown.value = [...others, { ...toast, id: ++this.#last }]
      .slice(-MOST);
  }

  /** Takes one off the page. */
  dismiss(id: number): void {
    this.#shown.value = this.#shown.peek().filter((toast) => toast.id !== id);
  }
}

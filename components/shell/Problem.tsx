import type { ComponentChildren } from "preact";

interface ProblemProps {
  /** Where it stands lays it out: words, and below or beside them a button. */
  class: string;
  retry(): void;
  /** What went wrong. */
  children: ComponentChildren;
}

/** What went wrong, and a way to try again. */
export function Problem({ class: name, retry, children }: ProblemProps) {
  return (
    <div class={name} role="alert">
      <p>{children}</p>
      <button type="button" class="btn btn-sm" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

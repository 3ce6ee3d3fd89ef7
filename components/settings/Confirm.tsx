import type { ComponentChildren } from "preact";

interface ConfirmProps {
  /** What opens the question: "Revoke". */
  verb: string;
  /** What that is about, for who does not see what stands beside it. */
  subject: string;
  /** What does it then: "Revoke it". */
  button: string;
  /** The field that says what is to be done, and to what. */
  name: string;
  value: string;
  /** Where the page shows what came of it: "#agents". */
  place: string;
  /** The question. */
  children: ComponentChildren;
}

/** Asks once more before something that cannot be undone. */
export function Confirm(
  { verb, subject, button, name, value, place, children }: ConfirmProps,
) {
  return (
    <details class="confirm">
      <summary class="btn btn-xs">
        {verb}…<span class="sr-only">{subject}</span>
      </summary>
      <form method="post" action={`/settings${place}`}>
        <span>{children}</span>
        <button
          type="submit"
          name={name}
          value={value}
          class="btn btn-xs btn-danger"
        >
          {button}
        </button>
      </form>
    </details>
  );
}

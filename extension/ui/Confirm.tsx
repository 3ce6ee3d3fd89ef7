import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import type { PanelRequest } from "../messages.ts";
import { usePanel } from "./context.ts";

interface ConfirmProps {
  /** What opens the question: "Unpair". */
  verb: string;
  /** What that is about, for who does not see what stands beside it. */
  subject: string;
  /** What does it then: "Unpair it". */
  button: string;
  request: PanelRequest;
  /** Read out when it is done. */
  done: string;
  /** The question. */
  children: ComponentChildren;
}

/** Asks once more before something that cannot be undone. */
export function Confirm(props: ConfirmProps) {
  const { verb, subject, button, request, done } = props;
  const { act } = usePanel();
  const isOpen = useSignal(false);
  const isBusy = useSignal(false);
  const failure = useSignal<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const question = useId();

  useLayoutEffect(() => {
    if (isOpen.value) keep.current?.focus();
  }, [isOpen.value]);
  const close = () => {
    opener.current?.focus();
    isOpen.value = false;
    failure.value = null;
  };
  const confirm = async () => {
    if (isBusy.value) return;
    isBusy.value = true;
    failure.value = null;
    const outcome = await act(request, done);
    isBusy.value = false;
    if (outcome.ok) isOpen.value = false;
    else failure.value = outcome.error;
  };
  return (
    <div class="confirm">
      <button
        ref={opener}
        type="button"
        class="quiet"
        aria-expanded={isOpen.value}
        onClick={() => isOpen.value ? close() : isOpen.value = true}
      >
        {verb}… <span class="sr-only">{subject}</span>
      </button>
      {isOpen.value && (
        <div
          class="question"
          role="group"
          aria-labelledby={question}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            close();
          }}
        >
          <p id={question}>{props.children}</p>
          {failure.value !== null && (
            <p class="field-error" role="alert">{failure.value}</p>
          )}
          <p class="question-buttons">
            <button
              type="button"
              class="button button-danger"
              aria-disabled={isBusy.value}
              onClick={confirm}
            >
              {isBusy.value ? "One moment…" : button}
            </button>
            <button ref={keep} type="button" class="button" onClick={close}>
              Cancel
            </button>
          </p>
        </div>
      )}
    </div>
  );
}

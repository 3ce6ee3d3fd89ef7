import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { type Signal, useSignalEffect } from "@preact/signals";
import { useLivePage } from "@/components/live/page.ts";
import { count } from "@/components/wording/number.ts";
import { keepDraft, readDraft, windowStorage } from "./drafts.ts";

/** As MAX_COMMAND_TEXT of lib/models/commands.ts, which would bring Zod along. */
const MOST_CHARACTERS = 10_000;
/** From here on the characters that are left are counted out. */
const COUNTED_FROM = 9_000;

interface ComposerProps {
  chat: string;
  fan: string;
  /** What is written. */
  text: Signal<string>;
  send(text: string): void;
}

/** Where a message is written; what is written is kept until it is sent. */
export function Composer({ chat, fan, text, send }: ComposerProps) {
  const { store } = useLivePage();
  const field = useRef<HTMLTextAreaElement>(null);
  /** Whether what the browser kept was taken up. */
  const isRead = useRef(false);
  const id = useId();
  useEffect(() => {
    text.value = readDraft(windowStorage(), chat);
    isRead.current = true;
  }, []);
  useSignalEffect(() => {
    const { value } = text;
    if (isRead.current) keepDraft(windowStorage(), chat, value);
  });
  useLayoutEffect(() => {
    if (field.current !== null) fit(field.current);
  }, [text.value]);
  const isConnected = store.connection.value.kind === "live";
  const isTooLong = text.value.length > MOST_CHARACTERS;
  const canSend = isConnected && !isTooLong && text.value.trim() !== "";
  const submit = () => {
    if (!canSend) return;
    send(text.value);
    text.value = "";
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        ref={field}
        class="field composer-field"
        rows={1}
        dir="auto"
        aria-label={`Message to ${fan}`}
        aria-describedby={id}
        aria-invalid={isTooLong ? "true" : undefined}
        placeholder="Write a message"
        value={text.value}
        onInput={(event) => text.value = event.currentTarget.value}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          // 229: some browsers end a composition with the key that ended it.
          const isComposing = event.isComposing || event.keyCode === 229;
          if (event.key !== "Enter" || event.shiftKey || isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <button
        type="submit"
        class="btn btn-sm btn-primary composer-send"
        disabled={!canSend}
      >
        Send
      </button>
      <p id={id} class="composer-hint">
        <Hint isConnected={isConnected} length={text.value.length} />
      </p>
    </form>
  );
}

function Hint(
  { isConnected, length }: { isConnected: boolean; length: number },
) {
  if (length > MOST_CHARACTERS) {
    return (
      <span class="text-error" role="alert">
        {count(length - MOST_CHARACTERS)} characters too many.
      </span>
    );
  }
  return (
    <>
      {isConnected
        ? "Enter sends, Shift and Enter begins a new line."
        : "Not connected at present. Your text is kept here, and can be sent when the connection is back."}
      {length >= COUNTED_FROM &&
        ` ${count(MOST_CHARACTERS - length)} characters left.`}
    </>
  );
}

/** As high as the text; the style sheet says where that ends. */
function fit(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  const borders = field.offsetHeight - field.clientHeight;
  field.style.height = `${field.scrollHeight + borders}px`;
}

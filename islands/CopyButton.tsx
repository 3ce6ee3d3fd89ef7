import { useSignal } from "@preact/signals";

/** How long the button says that it did it, ms. */
const SAID_MS = 2_000;

/** Copies `text`; says so, or says that the browser would not. */
export default function CopyButton(
  { text, what }: { text: string; what: string },
) {
  const said = useSignal<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.value = "Copied";
    } catch {
      said.value = "Select it by hand";
    }
    setTimeout(() => said.value = null, SAID_MS);
  };
  return (
    <button type="button" class="btn btn-xs shrink-0" onClick={copy}>
      <span aria-live="polite">{said.value ?? "Copy"}</span>
      {said.value === null && <span class="sr-only">{what}</span>}
    </button>
  );
}

import { useEffect, useId, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { PairingError, serviceOrigin } from "../agent/pairing.ts";
import { usePanel } from "./context.ts";

type FieldName = "address" | "code" | "name";

/** What is wrong, and with which field; `null`: with none of them. */
interface Failure {
  field: FieldName | null;
  message: string;
}

interface PairFormProps {
  /** The account that is paired; `null`: the first one that is seen. */
  creator: string | null;
  /** Which account that is, in a sentence. */
  appliesTo: string;
  /** Whether somebody has just asked for it. */
  takesFocus?: boolean;
}

/** Trades a code of Rapport's Settings for a pairing. */
export function PairForm(
  { creator, appliesTo, takesFocus = false }: PairFormProps,
) {
  const { act, memory, browserName } = usePanel();
  const form = useRef<HTMLFormElement>(null);
  const address = useSignal(memory.address);
  const code = useSignal("");
  const name = useSignal(browserName);
  const failure = useSignal<Failure | null>(null);
  const isBusy = useSignal(false);
  const focus = (field: FieldName) =>
    form.current?.querySelector<HTMLInputElement>(`[name="${field}"]`)?.focus();

  useEffect(() => {
    if (takesFocus) focus(address.peek() === "" ? "address" : "code");
  }, []);
  const pair = async () => {
    if (isBusy.value) return;
    const found = mistakeIn(address.value, code.value, name.value);
    failure.value = found;
    if (found?.field) return focus(found.field);
    isBusy.value = true;
    const origin = serviceOrigin(address.value);
    memory.keep(origin);
    const outcome = await act(
      {
        type: "pair",
        origin,
        code: code.value.trim(),
        name: name.value.trim(),
        creator,
      },
      `Paired with ${origin}.`,
    );
    isBusy.value = false;
    if (!outcome.ok) failure.value = { field: null, message: outcome.error };
  };
  const wrong = (field: FieldName) =>
    failure.value?.field === field ? failure.value.message : null;
  return (
    <form
      ref={form}
      class="pair-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        pair();
      }}
    >
      <p class="muted">
        Rapport's Settings give you a code. {appliesTo}
      </p>
      <Field
        name="address"
        label="Address of your Rapport"
        placeholder="https://rapport.example"
        inputMode="url"
        value={address.value}
        onInput={(typed) => address.value = typed}
        wrong={wrong("address")}
      />
      <div class="pair-row">
        <Field
          name="code"
          label="Pairing code"
          placeholder="K7QM3TXA"
          isCode
          value={code.value}
          onInput={(typed) => code.value = typed}
          wrong={wrong("code")}
        />
        <Field
          name="name"
          label="Name of this browser"
          value={name.value}
          onInput={(typed) => name.value = typed}
          wrong={wrong("name")}
        />
      </div>
      {failure.value?.field === null && (
        <p class="field-error" role="alert">{failure.value.message}</p>
      )}
      <button
        type="submit"
        class="button button-primary"
        aria-disabled={isBusy.value}
      >
        {isBusy.value ? "Pairing…" : "Pair"}
      </button>
    </form>
  );
}

/** What can be told before anything is asked. */
function mistakeIn(
  address: string,
  code: string,
  name: string,
): Failure | null {
  try {
    serviceOrigin(address);
  } catch (error) {
    if (!(error instanceof PairingError)) throw error;
    return { field: "address", message: error.message };
  }
  if (code.trim() === "") {
    const message = "Enter the code that Rapport's Settings shows.";
    return { field: "code", message };
  }
  if (name.trim() === "" || name.trim().length > 100) {
    const message = "Give a name of at most 100 characters.";
    return { field: "name", message };
  }
  return null;
}

interface FieldProps {
  name: FieldName;
  label: string;
  placeholder?: string;
  inputMode?: "url";
  isCode?: boolean;
  value: string;
  onInput(typed: string): void;
  /** What is wrong with it. */
  wrong: string | null;
}

function Field(props: FieldProps) {
  const { name, label, isCode = false, value, onInput, wrong } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        class={isCode ? "code" : undefined}
        placeholder={props.placeholder}
        inputMode={props.inputMode}
        autocomplete="off"
        autocapitalize={isCode ? "characters" : "none"}
        spellcheck={false}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
        aria-invalid={wrong !== null ? "true" : undefined}
        aria-describedby={wrong !== null ? `${id}-wrong` : undefined}
      />
      {wrong !== null && (
        <p id={`${id}-wrong`} class="field-error" role="alert">{wrong}</p>
      )}
    </div>
  );
}

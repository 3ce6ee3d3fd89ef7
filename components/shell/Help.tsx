import { useEffect, useRef } from "preact/hooks";
import type { ReadonlySignal } from "@preact/signals";
import { CrossIcon } from "./icons.tsx";
import type { ShortcutGroup } from "./use_shortcuts.ts";

interface HelpProps {
  groups: ReadonlySignal<readonly ShortcutGroup[]>;
  close(): void;
}

/** The sheet that names every shortcut. */
export function Help({ groups, close }: HelpProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="help-title"
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <header class="sheet-head">
        <h2 id="help-title">Keyboard shortcuts</h2>
        <form method="dialog">
          <button type="submit" class="icon-button" aria-label="Close">
            <CrossIcon />
          </button>
        </form>
      </header>
      <div class="sheet-body">
        {groups.value.map(({ title, shortcuts }) => (
          <section key={title} class="help-group">
            <h3>{title}</h3>
            <dl>
              {shortcuts.map(({ keys, label }) => (
                <div key={keys} class="help-row">
                  <dt>{label}</dt>
                  <dd>
                    {keys.split(" ").map((key) => (
                      <kbd key={key} class="key">{KEY_NAMES[key] ?? key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}

const KEY_NAMES: Partial<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  Enter: "↵",
  Escape: "Esc",
};

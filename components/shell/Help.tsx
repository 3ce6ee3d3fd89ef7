import type { ReadonlySignal } from "@preact/signals";
import { Sheet } from "./Sheet.tsx";
import type { ShortcutGroup } from "./use_shortcuts.ts";

interface HelpProps {
  groups: ReadonlySignal<readonly ShortcutGroup[]>;
  close(): void;
}

/** The sheet that names every shortcut. */
export function Help({ groups, close }: HelpProps) {
  return (
    <Sheet
      titleId="help-title"
      title="Keyboard shortcuts"
      contentLabel="Shortcuts"
      close={close}
    >
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
    </Sheet>
  );
}

const KEY_NAMES: Partial<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  Enter: "↵",
  Escape: "Esc",
};

import { useEffect, useRef } from "preact/hooks";
import ThemeSwitch from "@/islands/ThemeSwitch.tsx";
import { initials, tint } from "@/components/wording/people.ts";
import { closeWhenLeft } from "./menu.ts";
import type { Theme } from "./theme.ts";

interface AccountMenuProps {
  theme: Theme;
  /** `null`: nobody is signed in. */
  person: string | null;
  onHelp?: () => void;
  /** Called when one signs out here: the answer says so by itself. */
  onSignOut?: () => void;
}

/** Who is signed in, the appearance, and the way out. Opens without script. */
export function AccountMenu(
  { theme, person, onHelp, onSignOut }: AccountMenuProps,
) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeWhenLeft(menu.current), []);
  if (person === null) {
    return (
      <>
        <ThemeSwitch theme={theme} />
        <a href="/login" class="nav-link">Sign in</a>
      </>
    );
  }
  return (
    <details ref={menu} class="menu">
      <summary title={person}>
        <span class="sr-only">Account: {person}</span>
        <span class={`avatar-letters tint-${tint(person)}`} aria-hidden="true">
          {initials(person)}
        </span>
      </summary>
      <div class="menu-body">
        <p class="truncate text-sm">
          <span class="text-muted">Signed in as</span>{" "}
          <bdi class="font-medium">{person}</bdi>
        </p>
        <div class="menu-row">
          <span class="text-sm">Appearance</span>
          <ThemeSwitch theme={theme} />
        </div>
        {onHelp !== undefined && (
          <button
            type="button"
            class="menu-item"
            onClick={() => {
              // Where the focus is to be again when the help is closed.
              menu.current?.querySelector("summary")?.focus();
              if (menu.current !== null) menu.current.open = false;
              onHelp();
            }}
          >
            Keyboard shortcuts <kbd class="key">?</kbd>
          </button>
        )}
        <a class="menu-item" href="/docs/api">REST API</a>
        <form
          method="post"
          action="/api/v1/auth/logout"
          onSubmit={onSignOut}
        >
          <button type="submit" class="menu-item">Sign out</button>
        </form>
      </div>
    </details>
  );
}

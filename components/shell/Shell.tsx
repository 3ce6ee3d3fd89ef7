import type { ComponentChildren } from "preact";
import { AccountMenu } from "./AccountMenu.tsx";
import { Mark } from "./icons.tsx";
import type { Theme } from "./theme.ts";

/** The pages that the navigation leads to. */
export const PAGES = [
  { name: "Dashboard", href: "/", keys: "g d" },
  { name: "Inbox", href: "/inbox", keys: "g i" },
  { name: "Analytics", href: "/analytics", keys: "g a" },
  { name: "Graph", href: "/graph", keys: "g g" },
  { name: "Settings", href: "/settings", keys: "g s" },
] as const;

/** A page of the navigation. */
export type PageName = typeof PAGES[number]["name"];

/** The address of a page for a creator; `null`: for all of them. */
export function addressFor(href: string, creator: string | null): string {
  return creator === null
    ? href
    : `${href}?creator=${encodeURIComponent(creator)}`;
}

interface ShellProps {
  /** The page that is shown; `null`: none of the navigation. */
  current: PageName | null;
  /** Whose figures are shown; pages lead to those of the same. Default: all. */
  creator?: string | null;
  theme: Theme;
  /** Who is signed in; `null`: nobody. */
  person: string | null;
  /** What stands at the right of the navigation: state of the live connection. */
  aside?: ComponentChildren;
  /** Shows the keyboard shortcuts, where there are any. */
  onHelp?: () => void;
  /** Called when one signs out on this page. */
  onSignOut?: () => void;
  /** `window`: the page fills the window and scrolls in its parts. */
  fit?: "page" | "window";
  children: ComponentChildren;
}

/** What every page stands in that is not just for signing in. */
export function Shell(props: ShellProps) {
  const { current, creator = null, theme, person } = props;
  return (
    <>
      <a href="#content" class="skip-link">Skip to content</a>
      <header class="topbar">
        <a href={addressFor("/", creator)} class="brand">
          <Mark />
          <span>Rapport</span>
        </a>
        {person !== null && (
          <nav aria-label="Main" class="main-nav">
            {PAGES.map(({ name, href }) => (
              <a
                key={href}
                href={addressFor(href, creator)}
                class="nav-link"
                aria-current={name === current ? "page" : undefined}
              >
                {name}
              </a>
            ))}
          </nav>
        )}
        <div class="topbar-aside">
          {props.aside}
          <AccountMenu
            theme={theme}
            person={person}
            onHelp={props.onHelp}
            onSignOut={props.onSignOut}
          />
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        class="page"
        data-fit={props.fit ?? "page"}
      >
        {props.children}
      </main>
    </>
  );
}

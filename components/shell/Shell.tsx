import type { ComponentChildren } from "preact";
import ThemeSwitch from "@/islands/ThemeSwitch.tsx";
import { Mark } from "./icons.tsx";
import type { Theme } from "./theme.ts";

/** The pages that the navigation leads to. */
const PAGES = [
  { name: "Dashboard", href: "/" },
  { name: "Settings", href: "/settings" },
] as const;

/** A page of the navigation. */
export type PageName = typeof PAGES[number]["name"];

interface ShellProps {
  /** The page that is shown; `null`: none of the navigation. */
  current: PageName | null;
  theme: Theme;
  /** `null`: nobody is signed in. */
  accountName: string | null;
  /** State of the live connection, where the page has one. */
  connection?: ComponentChildren;
  children: ComponentChildren;
}

/** What every page stands in that is not just for signing in. */
export function Shell(props: ShellProps) {
  return (
    <>
      <a href="#content" class="skip-link">Skip to content</a>
      <header class="topbar">
        <a href="/" class="brand">
          <Mark />
          <span>Rapport</span>
        </a>
        {props.accountName !== null && (
          <nav aria-label="Main" class="flex gap-1">
            {PAGES.map(({ name, href }) => (
              <a
                key={href}
                href={href}
                class="nav-link"
                aria-current={name === props.current ? "page" : undefined}
              >
                {name}
              </a>
            ))}
          </nav>
        )}
        <div class="ml-auto flex min-w-0 items-center gap-4">
          {props.connection}
          {props.accountName === null
            ? <a href="/login" class="nav-link">Sign in</a>
            : (
              <span
                class="hidden max-w-48 truncate text-sm text-muted lg:block"
                title="Signed in as"
              >
                <bdi>{props.accountName}</bdi>
              </span>
            )}
          <ThemeSwitch theme={props.theme} />
        </div>
      </header>
      <main id="content" tabIndex={-1} class="page">
        {props.children}
      </main>
    </>
  );
}

import type { ComponentChildren } from "preact";
import { Mark } from "./icons.tsx";

/** A page with one thing to say, for those who are not signed in or went astray. */
export function Plain(
  { title, children }: { title: string; children: ComponentChildren },
) {
  return (
    <main id="content" class="plain">
      <a href="/" class="brand">
        <Mark />
        <span>Rapport</span>
      </a>
      <h1 class="text-2xl font-semibold tracking-tight">{title}</h1>
      {children}
    </main>
  );
}

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface SectionProps {
  /** Under which the browser remembers whether it is open. */
  name: string;
  title: string;
  /** What it comes to, in a word or a number. */
  aside?: ComponentChildren;
  isOpen?: boolean;
  children: ComponentChildren;
}

/** A part of the fan's panel that can be closed, and stays so. */
export function Section(
  { name, title, aside, isOpen = true, children }: SectionProps,
) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const kept = remembered(name);
    if (kept !== null && details.current !== null) details.current.open = kept;
  }, []);
  return (
    <details
      ref={details}
      class="fan-section"
      open={isOpen}
      onToggle={(event) => remember(name, event.currentTarget.open)}
    >
      <summary>
        <h3>{title}</h3>
        {aside !== undefined && <span class="fan-aside">{aside}</span>}
      </summary>
      <div class="fan-section-body">{children}</div>
    </details>
  );
}

function remembered(name: string): boolean | null {
  try {
    const kept = localStorage.getItem(`rapport:fan:${name}`);
    return kept === null ? null : kept === "open";
  } catch {
    return null;
  }
}

function remember(name: string, isOpen: boolean): void {
  try {
    localStorage.setItem(`rapport:fan:${name}`, isOpen ? "open" : "closed");
  } catch {
    // Where nothing may be kept, it opens as it was made.
  }
}

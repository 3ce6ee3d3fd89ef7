import { useRef } from "preact/hooks";
import { SearchIcon } from "@/components/shell/icons.tsx";
import { useShortcuts } from "@/components/shell/use_shortcuts.ts";
import type { InboxPage } from "./use_inbox_page.ts";

/** Characters that are looked for at most. */
const MOST = 100;

/** One field for names and messages. Escape clears it; down goes to the list. */
export function SearchField({ page: { query } }: { page: InboxPage }) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts("Inbox", [{
    keys: "/",
    label: "Search names and messages",
    run: () => field.current?.select(),
  }]);
  return (
    <search class="inbox-search">
      <SearchIcon />
      <input
        ref={field}
        type="search"
        class="field"
        aria-label="Search names and messages"
        placeholder="Names and messages"
        autocomplete="off"
        spellcheck={false}
        maxLength={MOST}
        value={query.value}
        onInput={(event) => query.value = event.currentTarget.value}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.preventDefault();
            if (query.value === "") field.current?.blur();
            query.value = "";
          }
          if (event.key !== "ArrowDown" && event.key !== "Enter") return;
          event.preventDefault();
          firstFound()?.focus();
        }}
      />
      <kbd class="key" aria-hidden="true">/</kbd>
    </search>
  );
}

function firstFound(): HTMLElement | null {
  return document.querySelector(".inbox-scroll a[href]");
}

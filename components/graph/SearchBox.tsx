import { useRef } from "preact/hooks";
import { useSignal, useSignalEffect } from "@preact/signals";
import { SearchIcon } from "@/components/shell/icons.tsx";
import { useShortcuts } from "@/components/shell/use_shortcuts.ts";
import { LabelMark } from "./marks.tsx";
import type { Hit } from "./search.ts";
import type { GraphView } from "./view.ts";
import { LABEL_WORDS } from "./words.ts";

/** Finds vertices by name, by keyboard too. */
export function SearchBox({ view: { search, explorer } }: { view: GraphView }) {
  const input = useRef<HTMLInputElement>(null);
  const active = useSignal(0);
  const isOpen = useSignal(false);
  const text = useSignal("");
  // Who presses Enter before anything is found means the first that will be.
  const isAwaited = useSignal(false);
  useShortcuts("Graph", [
    {
      keys: "/",
      label: "Find in the graph",
      run: () => input.current?.focus(),
    },
  ]);
  const hits = search.hits.value;
  const state = search.state.value;
  const isShown = isOpen.value && state.kind !== "idle";
  const type = (value: string) => {
    text.value = value;
    active.value = 0;
    isOpen.value = true;
    isAwaited.value = false;
    search.type(value);
  };
  const choose = (hit: Hit | undefined) => {
    isAwaited.value = false;
    if (hit === undefined) return;
    type("");
    isOpen.value = false;
    explorer.find(hit.id);
  };
  useSignalEffect(() => {
    const isFound = search.state.value.kind === "found";
    if (isFound && isAwaited.value) choose(search.hits.value[0]);
  });
  const press = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
        active.value = Math.min(active.value + 1, hits.length - 1);
        isOpen.value = true;
        break;
      case "ArrowUp":
        active.value = Math.max(active.value - 1, 0);
        break;
      case "Enter":
        if (state.kind === "looking") isAwaited.value = true;
        else choose(hits[active.value]);
        break;
      case "Escape":
        if (text.value === "") input.current?.blur();
        type("");
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <div class="graph-search">
      <SearchIcon />
      <input
        ref={input}
        type="text"
        class="field"
        role="combobox"
        aria-label="Find in the graph"
        aria-autocomplete="list"
        aria-expanded={isShown && hits.length > 0}
        aria-controls="graph-hits"
        aria-activedescendant={isShown && hits[active.value] !== undefined
          ? `graph-hit-${active.value}`
          : undefined}
        placeholder="Find a fan, topic, action…"
        autoComplete="off"
        spellcheck={false}
        value={text.value}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
        onFocus={() => isOpen.value = true}
        onBlur={() => isOpen.value = false}
      />
      <div class="graph-hits" hidden={!isShown}>
        <ul id="graph-hits" role="listbox" aria-label="Found in the graph">
          {isShown && hits.map((hit, i) => (
            <li
              key={hit.id}
              id={`graph-hit-${i}`}
              role="option"
              class="graph-row"
              aria-selected={i === active.value}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(hit);
              }}
            >
              <LabelMark label={hit.label} />
              <bdi class="min-w-0 flex-1 truncate">{hit.name}</bdi>
              <span class="graph-small">{LABEL_WORDS[hit.label].one}</span>
            </li>
          ))}
        </ul>
        {hits.length === 0 && isShown && (
          <p class="px-2.5 py-2 text-sm text-muted">
            {state.kind === "looking" && "Looking…"}
            {state.kind === "found" && "Nothing in the graph is called so."}
            {state.kind === "failed" && state.detail}
          </p>
        )}
      </div>
      <p role="status" class="sr-only">
        {isShown && state.kind === "found" &&
          `${hits.length} found`}
      </p>
    </div>
  );
}

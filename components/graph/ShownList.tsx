import { useEffect, useRef } from "preact/hooks";
import { useComputed, useSignal } from "@preact/signals";
import { count, counted } from "@/components/wording/number.ts";
import { listed } from "./listed.ts";
import { LabelMark } from "./marks.tsx";
import { News } from "./News.tsx";
import type { GraphView } from "./view.ts";
import { LABEL_WORDS } from "./words.ts";

/** Everything in the picture as a list: all of it is reached by keyboard. */
export function ShownList({ view }: { view: GraphView }) {
  const { explorer, names } = view;
  const filter = useSignal("");
  const active = useSignal<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const rows = useComputed(() =>
    listed(explorer.visible.value, names.value, filter.value)
  );
  const { items, total } = rows.value;
  const selected = explorer.selected.value?.id ?? null;
  const current = items.find(({ id }) => id === (active.value ?? selected)) ??
    items[0];
  const index = current === undefined ? -1 : items.indexOf(current);
  useEffect(() => {
    if (active.value === null) return;
    list.current?.children[index]?.scrollIntoView({ block: "nearest" });
  }, [active.value]);
  const go = (to: number) => {
    const item = items[Math.max(0, Math.min(to, items.length - 1))];
    active.value = item?.id ?? null;
  };
  const press = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
        go(index + 1);
        break;
      case "ArrowUp":
        go(index - 1);
        break;
      case "PageDown":
        go(index + 10);
        break;
      case "PageUp":
        go(index - 10);
        break;
      case "Home":
        go(0);
        break;
      case "End":
        go(items.length - 1);
        break;
      case "Enter":
      case " ":
        if (current !== undefined) explorer.select(current.id);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <section class="graph-list" aria-labelledby="graph-list-title">
      <header class="graph-list-head">
        <h2 id="graph-list-title">In the picture</h2>
        <News view={view} />
        <span class="graph-small">{count(total)}</span>
      </header>
      <input
        type="search"
        class="field"
        aria-label="Filter the list"
        placeholder="Filter the list"
        value={filter.value}
        onInput={(event) => {
          filter.value = event.currentTarget.value;
          active.value = null;
        }}
      />
      <ul
        ref={list}
        class="graph-options"
        role="listbox"
        aria-label="In the picture"
        tabIndex={0}
        aria-activedescendant={current && `graph-item-${index}`}
        onKeyDown={press}
      >
        {items.map((item, i) => (
          <li
            key={item.id}
            id={`graph-item-${i}`}
            role="option"
            class="graph-row"
            aria-selected={item.id === selected}
            data-active={item === current ? "" : undefined}
            onClick={() => {
              active.value = item.id;
              explorer.select(item.id);
            }}
          >
            <LabelMark label={item.label} />
            <span class="sr-only">{LABEL_WORDS[item.label].one}</span>
            <bdi class="min-w-0 flex-1 truncate">{item.name}</bdi>
            {item.note !== null && (
              <span class="graph-small max-w-24 truncate">{item.note}</span>
            )}
            <span class="graph-degree" title={counted(item.degree, "edge")}>
              {item.degree}
              <span class="sr-only">
                {item.degree === 1 ? " edge" : " edges"}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <Foot shown={items.length} total={total} filter={filter.value} />
    </section>
  );
}

function Foot(
  { shown, total, filter }: { shown: number; total: number; filter: string },
) {
  if (shown < total) {
    return (
      <p class="graph-list-foot">
        The {count(shown)} with most edges. Filter to find the others.
      </p>
    );
  }
  if (shown > 0) return null;
  return (
    <p class="graph-list-foot">
      {filter === "" ? "Nothing is shown." : "Nothing in the picture fits."}
    </p>
  );
}

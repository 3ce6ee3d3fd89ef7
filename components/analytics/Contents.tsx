import { useEffect } from "preact/hooks";
import { type Signal, useSignal } from "@preact/signals";
import type { Range } from "@/components/insights/range.ts";
import {
  RangePicker,
  rememberRange,
} from "@/components/insights/RangePicker.tsx";
import { useLivePage } from "@/components/live/page.ts";
import { type SectionId, SECTIONS } from "./Section.tsx";

/** Where the page's parts are, and of which days its figures are. */
export function Contents({ range }: { range: Signal<Range> }) {
  const { now, zone } = useLivePage();
  const current = useCurrent();
  return (
    <div class="section-bar">
      <nav aria-label="Sections" class="section-nav">
        {SECTIONS.map(({ id, title }) => (
          <a
            key={id}
            href={`#${id}`}
            class="section-link"
            aria-current={current === id ? "true" : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      <RangePicker
        range={range.value}
        zone={zone}
        now={now.value}
        onChange={(chosen) => {
          range.value = chosen;
          rememberRange(chosen);
        }}
      />
    </div>
  );
}

/** The part of the page that is read: the first one below what sticks. */
function useCurrent(): SectionId {
  const current = useSignal<SectionId>(SECTIONS[0].id);
  useEffect(() => {
    const seen = new Set<string>();
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) seen.add(target.id);
        else seen.delete(target.id);
      }
      const first = SECTIONS.find(({ id }) => seen.has(id));
      if (first !== undefined) current.value = first.id;
    }, { rootMargin: "-25% 0px -50% 0px" });
    for (const { id } of SECTIONS) {
      const section = document.getElementById(id);
      if (section !== null) watcher.observe(section);
    }
    return () => watcher.disconnect();
  }, []);
  return current.value;
}

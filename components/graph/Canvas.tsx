import type { FunctionComponent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import {
  effect,
  type ReadonlySignal,
  untracked,
  useSignal,
} from "@preact/signals";
import { useShortcuts } from "@/components/shell/use_shortcuts.ts";
import { count, counted } from "@/components/wording/number.ts";
import { ArrangeIcon, FitIcon, MinusIcon, PlusIcon } from "./icons.tsx";
import type { PathSearch } from "./explorer.ts";
import type { Picture } from "./picture.ts";
import { type Attention, sceneOf } from "./scene.ts";
import { edgeKey } from "./sight.ts";
import type { GraphView } from "./view.ts";
import { LABEL_WORDS, LABELS } from "./words.ts";

/** Whether there is a picture, and why not. */
type Drawing = "loading" | "drawn" | "impossible" | "failed";

/** The graph as a picture, with what moves it. */
export function Canvas({ view }: { view: GraphView }) {
  const element = useRef<HTMLDivElement>(null);
  const picture = useRef<Picture | null>(null);
  const drawing = useSignal<Drawing>("loading");
  const isArranging = useSignal(false);
  const tries = useSignal(0);
  useEffect(() => {
    if (element.current === null) return;
    return draw(element.current, view, { picture, drawing, isArranging });
  }, [tries.value]);
  const move = {
    in: () => picture.current?.zoomIn(),
    out: () => picture.current?.zoomOut(),
    fit: () => picture.current?.fit(),
    arrange: () => picture.current?.arrange(),
  };
  useShortcuts("Graph's picture", [
    { keys: "+", label: "Zoom in", run: move.in },
    { keys: "-", label: "Zoom out", run: move.out },
    { keys: "0", label: "Show all of it", run: move.fit },
  ]);
  const pan = (event: KeyboardEvent) => {
    const [right, down] = ARROWS[event.key] ?? [0, 0];
    if (right === 0 && down === 0) return;
    event.preventDefault();
    picture.current?.pan(right, down);
  };
  const isDrawn = drawing.value === "drawn";
  return (
    <>
      <div
        ref={element}
        class="graph-canvas"
        role="img"
        aria-label={summary(view)}
        tabIndex={isDrawn ? 0 : undefined}
        data-drawn={isDrawn ? "" : undefined}
        onKeyDown={pan}
      />
      {isDrawn && (
        <div class="graph-tools" role="group" aria-label="Picture">
          <Tool name="Zoom in" keys="+" run={move.in} icon={PlusIcon} />
          <Tool name="Zoom out" keys="-" run={move.out} icon={MinusIcon} />
          <Tool name="Show all of it" keys="0" run={move.fit} icon={FitIcon} />
          <Tool name="Arrange anew" run={move.arrange} icon={ArrangeIcon} />
        </div>
      )}
      <Without drawing={drawing} again={() => tries.value++} />
      {isArranging.value && isDrawn && (
        <p class="graph-arranging">
          Arranging…
        </p>
      )}
    </>
  );
}

const ARROWS: Partial<Record<string, [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function Tool({ name, keys, run, icon: Icon }: {
  name: string;
  keys?: string;
  run(): void;
  icon: FunctionComponent;
}) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={name}
      title={keys === undefined ? name : `${name} (${keys})`}
      onClick={run}
    >
      <Icon />
    </button>
  );
}

/** What stands in the place of a picture. */
function Without(
  { drawing, again }: { drawing: ReadonlySignal<Drawing>; again(): void },
) {
  if (drawing.value === "impossible") {
    return (
      <div class="graph-words">
        <h2>No picture in this browser</h2>
        <p>
          It has no WebGL, or has it switched off. The list at the left has all
          that the picture would show.
        </p>
      </div>
    );
  }
  if (drawing.value !== "failed") return null;
  return (
    <div class="graph-words" role="alert">
      <h2>The picture was lost</h2>
      <p>The list at the left still has all of it.</p>
      <button type="button" class="btn btn-sm" onClick={again}>
        Draw it again
      </button>
    </div>
  );
}

/** What the picture shows, in a sentence. */
function summary({ explorer, names }: GraphView): string {
  const { vertices, edges } = explorer.visible.value;
  const hidden = explorer.hidden.value;
  const counts = explorer.counts.value;
  const parts = LABELS.filter((label) =>
    !hidden.has(label) && (counts.get(label) ?? 0) > 0
  ).map((label) => {
    const many = counts.get(label) ?? 0;
    const { one, many: all } = LABEL_WORDS[label];
    return `${count(many)} ${(many === 1 ? one : all).toLowerCase()}`;
  });
  if (vertices.length === 0) return "Picture of the graph, empty";
  const list = new Intl.ListFormat("en").format(parts);
  names.value;
  return `Picture of the graph: ${list}, and ${
    counted(edges.length, "edge")
  } between them`;
}

/** Draws the view into an element; gives what ends that. */
function draw(
  element: HTMLElement,
  { explorer, names }: GraphView,
  { picture, drawing, isArranging }: {
    picture: { current: Picture | null };
    drawing: { value: Drawing };
    isArranging: { value: boolean };
  },
): () => void {
  if (!hasWebGl()) {
    drawing.value = "impossible";
    return () => {};
  }
  const ends: (() => void)[] = [];
  const end = () => {
    for (const stop of ends.splice(0)) stop();
    picture.current?.remove();
    picture.current = null;
  };
  let isGone = false;
  const lose = () => {
    end();
    drawing.value = "failed";
  };
  // Loaded only now, and on this page only.
  import("./picture.ts").then(({ Picture }) => {
    if (isGone) return;
    const made = new Picture(element, {
      isStill: matchMedia("(prefers-reduced-motion: reduce)").matches,
      onSelect: (id) =>
        id === null
          ? explorer.deselect()
          : explorer.select(id, { isSeen: true }),
      onArrange: (is) => isArranging.value = is,
      onLost: lose,
    });
    picture.current = made;
    drawing.value = "drawn";
    ends.push(
      effect(() => made.show(sceneOf(explorer.visible.value, names.value))),
      effect(() =>
        made.attend(
          attentionOf(explorer.selected.value?.id, explorer.path.value),
        )
      ),
      effect(() => {
        const focus = explorer.focus.value;
        if (focus !== null) untracked(() => made.focus(focus.id));
      }),
      watchTheme(() => made.recolor()),
    );
  }).catch((error) => {
    console.error(error);
    if (!isGone) lose();
  });
  return () => {
    isGone = true;
    end();
  };
}

function attentionOf(
  selected: string | undefined,
  path: PathSearch | null,
): Attention {
  const found = path?.state.kind === "found"
    ? path.state.answer.paths[path.state.shown]
    : undefined;
  return {
    selected: selected ?? null,
    path: found === undefined
      ? null
      : { vertices: found.vertices, edges: found.edges.map(edgeKey) },
  };
}

function hasWebGl(): boolean {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

function watchTheme(action: () => void): () => void {
  const themes = new MutationObserver(action);
  themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const device = matchMedia("(prefers-color-scheme: dark)");
  device.addEventListener("change", action);
  return () => {
    themes.disconnect();
    device.removeEventListener("change", action);
  };
}

import type { VertexLabel } from "@/lib/models/graph.ts";
import { LABELS } from "./words.ts";

/** The picture's colours, as "#rrggbb": the page's own, in its theme. */
export interface PictureColors {
  labels: Record<VertexLabel, string>;
  /** The same, nearly as the ground: what is not looked at. */
  faint: Record<VertexLabel, string>;
  ground: string;
  ink: string;
  line: string;
  faintLine: string;
  /** Edges at what is selected. */
  strongLine: string;
  /** The path. */
  accent: string;
}

/** Reads the colours that the page gives to whatever stands in `element`. */
export function colorsOf(element: HTMLElement): PictureColors {
  const painter = new Painter();
  // A probe for each: one that changes its colour may take its time to do so.
  const read = (label: string) => {
    const probe = document.createElement("span");
    probe.className = "graph-mark";
    probe.dataset.label = label;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    const rgb = painter.rgb(color);
    probe.remove();
    return rgb;
  };
  const [ground, ink, line] = [read("ground"), read("ink"), read("line")];
  return {
    labels: record((label) => hex(read(label))),
    faint: record((label) => hex(mix(read(label), ground, 0.8))),
    ground: hex(ground),
    ink: hex(ink),
    line: hex(mix(line, ground, 0.68)),
    faintLine: hex(mix(line, ground, 0.88)),
    strongLine: hex(mix(ink, ground, 0.4)),
    accent: hex(read("accent")),
  };
}

function record(colorOf: (label: VertexLabel) => string) {
  const entries = LABELS.map((label) => [label, colorOf(label)]);
  return Object.fromEntries(entries) as Record<VertexLabel, string>;
}

/** Red, green and blue, from 0 to 255. */
type Rgb = [number, number, number];

/** Has the browser work out colours, however they are written. */
class Painter {
  readonly #context = new OffscreenCanvas(1, 1)
    .getContext("2d", { willReadFrequently: true });

  rgb(color: string): Rgb {
    if (this.#context === null) return [128, 128, 128];
    this.#context.fillStyle = color;
    this.#context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = this.#context.getImageData(0, 0, 1, 1).data;
    return [r, g, b];
  }
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * share);
  return [at(0), at(1), at(2)];
}

function hex(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

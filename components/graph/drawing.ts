import type { NodeDisplayData } from "sigma/types";
import { type Box, type Caption, placeCaptions } from "./captions.ts";
import type { PictureColors } from "./colors.ts";

const FONT = "12px ui-sans-serif, system-ui, sans-serif";
const GAP = 4;

/** As much of a node as its name is drawn by. */
type Named = Pick<NodeDisplayData, "x" | "y" | "size" | "label">;

/** Draws names beside nodes: what is to be drawn of a frame, then all at once. */
export class CaptionPainter {
  readonly #captions: Caption[] = [];
  readonly #widths = new Map<string, number>();

  /** A name that is to be drawn with this frame. */
  add({ x, y, size, label }: Named, isForced: boolean): void {
    if (label === null) return;
    this.#captions.push({ text: label, x, y, size, isForced });
  }

  /** Draws the frame's names, on halos of the ground's colour. */
  paint(
    context: CanvasRenderingContext2D,
    { ink, ground }: PictureColors,
    picture: { width: number; obstacles: readonly Box[] },
  ): void {
    context.font = FONT;
    const placed = placeCaptions(this.#captions.splice(0), {
      ...picture,
      widthOf: (text) => this.#widthOf(context, text),
    });
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = ground;
    context.fillStyle = ink;
    for (const { text, x, y } of placed) {
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
  }

  #widthOf(context: CanvasRenderingContext2D, text: string): number {
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    if (this.#widths.size > MOST_WIDTHS) this.#widths.clear();
    const { width } = context.measureText(text);
    this.#widths.set(text, width);
    return width;
  }
}

const MOST_WIDTHS = 10_000;

/** Draws the name of the node under the pointer, on a card. */
export function drawHover(
  context: CanvasRenderingContext2D,
  { x, y, size, label }: Named,
  { ground, line, ink }: PictureColors,
): void {
  if (label === null) return;
  context.font = FONT;
  const { width } = context.measureText(label);
  const half = Math.max(size, 9) + GAP;
  const isRight = x + size + width + 4 * GAP <=
    context.canvas.width / devicePixelRatio;
  const left = isRight ? x - size - GAP : x - size - width - 3 * GAP;
  context.beginPath();
  context.roundRect(left, y - half, width + 2 * size + 4 * GAP, 2 * half, 6);
  context.fillStyle = ground;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = line;
  context.stroke();
  context.textBaseline = "middle";
  context.fillStyle = ink;
  context.fillText(label, isRight ? x + size + GAP : left + 2 * GAP, y);
}

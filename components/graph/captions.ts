/** A name to draw beside a node, in pixels of the picture. */
export interface Caption {
  text: string;
  x: number;
  y: number;
  /** Radius of the node. */
  size: number;
  /** It is drawn even where it stands on others. */
  isForced: boolean;
}

/** A caption in its place. */
export interface PlacedCaption {
  text: string;
  /** Left end and middle of the text. */
  x: number;
  y: number;
}

/** A rectangle, by its left and upper corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const GAP = 4;
const HEIGHT = 14;

/**
 * Places captions beside their nodes, those of larger nodes first: at the right,
 * else at the left, below or above, where nothing stands. One that finds no
 * place is left out, unless it is forced.
 */
export function placeCaptions(
  captions: readonly Caption[],
  { widthOf, width, obstacles }: {
    widthOf(text: string): number;
    /** Of the picture. */
    width: number;
    obstacles: readonly Box[];
  },
): PlacedCaption[] {
  const taken = new Boxes(obstacles);
  const placed: PlacedCaption[] = [];
  const ordered = captions.toSorted((a, b) =>
    Number(b.isForced) - Number(a.isForced) || b.size - a.size ||
    (a.text < b.text ? -1 : 1)
  );
  for (const caption of ordered) {
    const long = widthOf(caption.text);
    const boxes = placesFor(caption, long);
    const fits = (box: Box) =>
      box.x >= 0 && box.x + long <= width && taken.isFree(box);
    const box = boxes.find(fits) ?? (caption.isForced ? boxes[0] : undefined);
    if (box === undefined) continue;
    taken.add(box);
    placed.push({ text: caption.text, x: box.x, y: box.y + HEIGHT / 2 });
  }
  return placed;
}

function placesFor({ x, y, size }: Caption, width: number): Box[] {
  const box = (left: number, top: number): Box => ({
    x: left,
    y: top,
    width,
    height: HEIGHT,
  });
  return [
    box(x + size + GAP, y - HEIGHT / 2),
    box(x - size - GAP - width, y - HEIGHT / 2),
    box(x - width / 2, y + size + GAP / 2),
    box(x - width / 2, y - size - GAP / 2 - HEIGHT),
  ];
}

/** Rectangles that are taken, found by the rows that they are in. */
class Boxes {
  readonly #rows = new Map<number, Box[]>();

  constructor(boxes: readonly Box[]) {
    for (const box of boxes) this.add(box);
  }

  add(box: Box): void {
    for (const row of rowsOf(box)) {
      const boxes = this.#rows.get(row);
      if (boxes === undefined) this.#rows.set(row, [box]);
      else boxes.push(box);
    }
  }

  isFree(box: Box): boolean {
    return !rowsOf(box).some((row) =>
      this.#rows.get(row)?.some((other) => overlap(box, other))
    );
  }
}

const ROW = 32;

function rowsOf({ y, height }: Box): number[] {
  const [first, last] = [Math.floor(y / ROW), Math.floor((y + height) / ROW)];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width &&
    a.y < b.y + b.height && b.y < a.y + a.height;
}

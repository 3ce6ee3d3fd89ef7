/** A line longer than this is not kept: 8 MiB of UTF-16 code units. */
export const MAX_LINE_LENGTH = 8 * 1024 * 1024;

/** A line of text with its number from 1; `text` is null if it was too long. */
export interface Line {
  number: number;
  text: string | null;
}

/**
 * The lines of a stream of UTF-8 text, in batches as its chunks complete them.
 * Holds one chunk and one line at most.
 */
export async function* readLines(
  input: ReadableStream<Uint8Array>,
  maxLength: number = MAX_LINE_LENGTH,
): AsyncGenerator<Line[]> {
  const lines = new LineCollector(maxLength);
  const decoder = new TextDecoder();
  for await (const chunk of input) {
    lines.add(decoder.decode(chunk, { stream: true }));
    yield lines.take();
  }
  lines.add(decoder.decode());
  lines.end();
  yield lines.take();
}

class LineCollector {
  private complete: Line[] = [];
  private parts: string[] = [];
  private length = 0;
  private number = 1;

  constructor(private readonly maxLength: number) {}

  add(text: string): void {
    let start = 0;
    let end = text.indexOf("\n");
    while (end !== -1) {
      this.append(text.slice(start, end));
      this.finish();
      start = end + 1;
      end = text.indexOf("\n", start);
    }
    this.append(text.slice(start));
  }

  /** The last line need not end in a line feed. */
  end(): void {
    if (this.length > 0) this.finish();
  }

  take(): Line[] {
    const lines = this.complete;
    this.complete = [];
    return lines;
  }

  private append(part: string): void {
    this.length += part.length;
    if (this.length > this.maxLength) this.parts = [];
    else if (part !== "") this.parts.push(part);
  }

  private finish(): void {
    const text = this.length > this.maxLength ? null : this.parts.join("");
    this.complete.push({ number: this.number, text });
    this.number++;
    this.parts = [];
    this.length = 0;
  }
}

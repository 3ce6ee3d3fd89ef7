/** Characters that are sent together. */
const CHUNK_LENGTH = 32_768;

/**
 * Values as a response's body, a line each. The next ones are read when there is
 * room for them, and none after the client has left.
 */
export function ndjsonBody(
  values: AsyncIterable<unknown>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from(chunksOf(values));
}

async function* chunksOf(
  values: AsyncIterable<unknown>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let lines = "";
  for await (const value of values) {
    lines += `${JSON.stringify(value)}\n`;
    if (lines.length < CHUNK_LENGTH) continue;
    yield encoder.encode(lines);
    lines = "";
  }
  if (lines !== "") yield encoder.encode(lines);
}

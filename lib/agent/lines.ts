/** The lines of a text that comes in pieces, without their ends. */
export async function* splitLines(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string> {
  let rest: string[] = [];
  for await (const chunk of bytes.pipeThrough(new TextDecoderStream())) {
    const lines = chunk.split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      yield rest.length > 0 ? rest.join("") + line : line;
      rest = [];
    }
    rest.push(last);
  }
  const last = rest.join("");
  if (last !== "") yield last;
}

import { MAX_BODY_BYTES } from "./envelope.ts";
import { bare, type Natives } from "./natives.ts";

/**
 * Reads a body that the page does not have; calls `done` with its text, or with
 * `null` if it broke off or is too large. No piece of it passes through a
 * promise, whose values a page could see and change.
 */
export function readText(
  natives: Natives,
  response: Response,
  done: (text: string | null) => void,
): void {
  const { then, responseBody, pipeTo, WritableStream, TextDecoder } = natives;
  const { byteLength, decode } = natives;
  const body = responseBody(response);
  if (body === null) return done("");
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  const sink = new WritableStream<Uint8Array>(
    bare<UnderlyingSink<Uint8Array>>({
      __proto__: null,
      write(piece: Uint8Array) {
        size += byteLength(piece);
        // Breaks the pipe off, which cancels the body.
        if (size > MAX_BODY_BYTES) throw null;
        text += decode(decoder, piece, { __proto__: null, stream: true });
      },
    }),
    // Given, as what is left out is looked for on `Object.prototype`.
    bare<QueuingStrategy>({ __proto__: null, highWaterMark: 1 }),
  );
  then(
    pipeTo(body, sink),
    () => done(text + decode(decoder)),
    () => done(null),
  );
}

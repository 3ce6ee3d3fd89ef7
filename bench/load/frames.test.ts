import { describe, expect, test } from "vitest";
import {
  concat,
  encodeFrame,
  type Frame,
  FrameReader,
  Opcode,
} from "./frames.ts";

const TEXTS = [
  "",
  "short",
  "ä".repeat(100),
  "x".repeat(126),
  "y".repeat(70_000),
];

/** A server's frame: the client's, without its mask of zeros. */
function serverFrame(text: string): Uint8Array<ArrayBuffer> {
  const frame = encodeFrame(Opcode.Text, text);
  const head = frame.length - new TextEncoder().encode(text).length;
  const unmasked = concat([frame.subarray(0, head - 4), frame.subarray(head)]);
  unmasked[1] = unmasked[1]! & 0x7f;
  return unmasked;
}

function textOf({ payload }: Frame): string {
  return new TextDecoder().decode(payload);
}

describe("FrameReader", () => {
  test("reads frames of every length at once", () => {
    const reader = new FrameReader();
    reader.add(concat(TEXTS.map(serverFrame)));

    expect([...reader.take()].map(textOf)).toEqual(TEXTS);
    expect([...reader.take()]).toEqual([]);
  });

  test("reads frames that come in pieces", () => {
    const reader = new FrameReader();
    const bytes = concat(TEXTS.map(serverFrame));
    const texts: string[] = [];
    const buffer = new Uint8Array(97);
    for (let at = 0; at < bytes.length; at += 97) {
      const piece = bytes.subarray(at, at + 97);
      // As a socket is read: each piece takes the place of the one before.
      buffer.set(piece);
      reader.add(buffer.subarray(0, piece.length));
      for (const frame of reader.take()) {
        expect(frame.opcode).toBe(Opcode.Text);
        texts.push(textOf(frame));
      }
    }

    expect(texts).toEqual(TEXTS);
  });

  test("refuses a message in pieces", () => {
    const reader = new FrameReader();
    reader.add(new Uint8Array([Opcode.Text, 0]));

    expect(() => [...reader.take()]).toThrow("in pieces");
  });
});

test("a client's frames are what a server understands", async () => {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const server = Deno.serve({ port: 0, onListen: () => {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    const heard: string[] = [];
    socket.onmessage = ({ data }) => {
      heard.push(data);
      if (heard.length === TEXTS.length) resolve(heard);
    };
    return response;
  });
  const { port } = server.addr;
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(
    "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n" +
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  ));
  const bytes = concat(TEXTS.map((text) => encodeFrame(Opcode.Text, text)));
  for (let at = 0; at < bytes.length;) {
    at += await connection.write(bytes.subarray(at));
  }

  expect(await promise).toEqual(TEXTS);
  connection.close();
  await server.shutdown();
});

import { expect, test } from "vitest";
import { stamped, StampReader, templateOf } from "./stamp.ts";

const FRAME = '{"type":"append_message","payload":{"text":"ä€ä",' +
  '"nested":{"revision":3},"revision":7}}';

test("a stamped frame is the frame with another revision and a time", () => {
  const stamp = { publishedAt: 1_700_000_000_000.25, revision: 12 };
  const frame = stamped(templateOf(FRAME), stamp);

  const { type, payload } = JSON.parse(FRAME);
  expect(JSON.parse(frame)).toEqual({
    type,
    payload: { ...payload, revision: 12, published_at: stamp.publishedAt },
  });
  const bytes = new TextEncoder().encode(frame);
  expect(new StampReader().read(bytes)).toEqual(stamp);
});

test("a frame that only the service has made has no stamp", () => {
  const bytes = new TextEncoder().encode(FRAME);

  expect(() => new StampReader().read(bytes)).toThrow("without a stamp");
});

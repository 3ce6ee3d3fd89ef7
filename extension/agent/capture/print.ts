import type { SeenData, Way } from "../../messages.ts";

/**
 * Tells one thing that a page got from the others, so that it is known when it
 * comes again.
 */
export function printOf(event: Way, data: SeenData): string {
  const { url, status, at, epoch, body } = data;
  return [event, status, at, epoch, body.length, hash(body), url].join(" ");
}

/** 53 bits of a text: two hashes side by side, as in cyrb53. */
function hash(text: string): number {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    other = Math.imul(other ^ unit, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^
    Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
  other = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^
    Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return 4_294_967_296 * (other & 0x1fffff) + (one >>> 0);
}

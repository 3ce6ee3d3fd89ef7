import { afterEach, expect, test } from "vitest";
import type { BusMessage } from "./bus.ts";
import { Delivered } from "./delivered.ts";
import { seal } from "./envelope.ts";
import { JoinedBus } from "./joined.ts";
import type { Link, LinkEvents } from "./link.ts";
import { Ear, numbered } from "./testing.ts";

/** A link of which the test decides what comes over it, and when. */
class ManualLink implements Link {
  readonly mayBeHeard = true;
  readonly sent: string[] = [];
  readonly watched: string[] = [];
  isUp = true;
  events: LinkEvents | null = null;

  start(events: LinkEvents): void {
    this.events = events;
  }

  send(_channel: string, text: string): void {
    this.sent.push(text);
  }

  watch(channel: string): void {
    this.watched.push(channel);
  }

  unwatch(channel: string): void {
    this.watched.splice(this.watched.indexOf(channel), 1);
  }

  turn(isUp: boolean): void {
    this.isUp = isUp;
    this.events!.onChange();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const errors: string[] = [];

afterEach(() => {
  expect(errors.splice(0)).toEqual([]);
});

function joined(...links: Link[]) {
  const bus = new JoinedBus({
    links,
    origin: 'me "1"',
    onError: (what) => errors.push(what),
  });
  return { bus, ear: new Ear(bus, "a") };
}

function from(origin: string, n: number): string {
  return seal({ origin, n, message: message(n) });
}

function message(n: number): BusMessage {
  return { kind: "replaced", revision: n };
}

test("a message that comes over two links is delivered once", () => {
  const [near, far] = [new ManualLink(), new ManualLink()];
  const { ear } = joined(near, far);
  for (const n of [1, 2, 3]) near.events!.onText("a", from("other", n));
  for (const n of [1, 2, 3]) far.events!.onText("a", from("other", n));
  expect(ear.heard).toEqual(numbered(3));
});

test("a message that comes late, and for the first time, is delivered", () => {
  const [near, far] = [new ManualLink(), new ManualLink()];
  const { ear } = joined(near, far);
  near.events!.onText("a", from("other", 2));
  far.events!.onText("a", from("other", 1));
  far.events!.onText("a", from("other", 2));
  expect(ear.heard).toEqual([message(2), message(1)]);
});

test("instances that count alike do not stand in each other's way", () => {
  const link = new ManualLink();
  const { ear } = joined(link);
  link.events!.onText("a", from("other", 1));
  link.events!.onText("a", from("another", 1));
  expect(ear.heard).toHaveLength(2);
});

test("what an instance sent itself is heard once, at once", () => {
  const link = new ManualLink();
  const { bus, ear } = joined(link);
  bus.publish("a", message(1));
  expect(ear.heard).toEqual(numbered(1));
  link.events!.onText("a", link.sent[0]!);
  expect(ear.heard).toEqual(numbered(1));
});

test("what is sent over a link is what another instance hears", () => {
  const [mine, yours] = [new ManualLink(), new ManualLink()];
  const { bus } = joined(mine);
  const other = new JoinedBus({
    links: [yours],
    origin: "you",
    onError: (what) => errors.push(what),
  });
  const ear = new Ear(other, "a");
  bus.publish("a", message(1));
  yours.events!.onText("a", mine.sent[0]!);
  expect(ear.heard).toEqual(numbered(1));
});

test("a channel is watched as long as somebody listens", () => {
  const link = new ManualLink();
  const { bus, ear } = joined(link);
  const more = new Ear(bus, "a");
  const other = new Ear(bus, "b");
  expect(link.watched).toEqual(["a", "b"]);
  ear.end();
  other.end();
  expect(link.watched).toEqual(["a"]);
  more.end();
  expect(link.watched).toEqual([]);
});

test("a gap is told to the listeners of its channel", () => {
  const link = new ManualLink();
  const { bus, ear } = joined(link);
  const [more, other] = [new Ear(bus, "a"), new Ear(bus, "b")];
  link.events!.onGap("a");
  expect([ear.gaps, more.gaps, other.gaps]).toEqual([1, 1, 0]);
});

test("it is up when all links are, and tells of each change once", () => {
  const [near, far] = [new ManualLink(), new ManualLink()];
  far.isUp = false;
  const { bus } = joined(near, far);
  const changes: boolean[] = [];
  const end = bus.onChange((isUp) => changes.push(isUp));
  expect(bus.isUp).toBe(false);
  far.turn(true);
  expect(bus.isUp).toBe(true);
  near.turn(false);
  far.turn(false);
  far.turn(true);
  near.turn(true);
  expect(changes).toEqual([true, false, true]);
  end();
  near.turn(false);
  expect(changes).toHaveLength(3);
});

test("malformed texts are ignored, and each kind is reported once", () => {
  const link = new ManualLink();
  const { ear } = joined(link);
  const malformed = [
    "",
    "}{",
    "null",
    '"work"',
    "[]",
    "{}",
    '{"origin":"other","n":0,"message":{"kind":"work"}}',
    '{"origin":"other","n":1,"message":{"kind":"unheard of"}}',
    '{"origin":"other","n":1,"message":{"kind":"frames","from":1,"frames":[1]}}',
    '{"origin":"","n":1,"message":{"kind":"work"}}',
  ];
  for (const text of malformed) link.events!.onText("a", text);
  link.events!.onText("a", from("other", 1));
  expect(ear.heard).toEqual(numbered(1));
  expect(errors.splice(0)).toEqual([
    "bus: no JSON on a channel",
    "bus: no envelope on a channel",
  ]);
});

test("a listener's error is reported, and stops nobody else", () => {
  const link = new ManualLink();
  const { bus } = joined(link);
  bus.subscribe("b", () => {
    throw new Error("of the listener");
  });
  const ear = new Ear(bus, "b");
  bus.publish("b", message(1));
  link.events!.onText("b", from("other", 2));
  expect(ear.heard).toEqual(numbered(2));
  expect(link.sent).toHaveLength(1);
  expect(errors.splice(0)).toEqual(["bus listener", "bus listener"]);
});

test("what was delivered is known for long, and not for ever", () => {
  const delivered = new Delivered();
  for (let n = 1; n <= 10_000; n++) expect(delivered.add("a", n)).toBe(true);
  for (let n = 9_000; n <= 10_000; n++) {
    expect(delivered.add("a", n)).toBe(false);
  }
  expect(delivered.add("a", 1)).toBe(true);
  // Many others come and go; the one that is heard all the time is kept.
  for (let other = 1; other <= 1_000; other++) {
    expect(delivered.add(`${other}`, 1)).toBe(true);
    expect(delivered.add("a", 9_999)).toBe(false);
  }
  expect(delivered.add("1", 1)).toBe(true);
});

import { count, counted } from "@/components/wording/number.ts";
import { ago } from "@/components/wording/time.ts";
import type { AgentStatus, CreatorName, CreatorStatus } from "../messages.ts";

/** What is said of a connection, and how it looks. */
export interface ConnectionWords {
  tone: "good" | "busy" | "bad" | "quiet";
  /** With what moves, such as the seconds until the next try. */
  shown: string;
  /** Without it, to be read out when it changes. */
  spoken: string;
}

/** How a connection stands, in words. */
export function connectionWords(
  { state, detail }: CreatorStatus["connection"],
): ConnectionWords {
  switch (state) {
    case "connected":
      return words("good", "Connected");
    case "connecting":
      return words("busy", "Connecting…", "Connecting");
    case "waiting":
      return words("busy", reconnecting(detail), "Reconnecting");
    case "paused":
      return words("quiet", "Paused");
    case "not_paired":
      return words(
        "quiet",
        "Not paired: captured data stays on this computer",
      );
    case "stopped":
      return words("bad", detail === null ? "Stopped" : `Stopped: ${detail}`);
  }
}

function words(
  tone: ConnectionWords["tone"],
  shown: string,
  spoken = shown,
): ConnectionWords {
  return { tone, shown, spoken };
}

/** `detail` is the whole of it, "in 8 s", or why it has to wait. */
function reconnecting(detail: string | null): string {
  if (detail === null) return "Reconnecting…";
  if (/^reconnecting/i.test(detail)) return detail;
  return /^in \d/.test(detail)
    ? `Reconnecting ${detail}`
    : `Reconnecting: ${detail}`;
}

/** What people call a creator account. */
export function creatorName({ name, username, id }: CreatorName): string {
  return name ?? username ?? `Account ${id}`;
}

/** A figure, and the words after it. */
export interface Figure {
  value: string;
  words: string;
}

/**
 * What is stored, waiting and delivered of an account. What waits for nothing is
 * not told of: an account that is not paired has only what is stored.
 */
export function figuresOf(status: CreatorStatus, now: number): Figure[] {
  const { chats, messages, waiting, delivered, lastDeliveredAt } = status;
  const captured = {
    value: count(messages),
    words: `${messages === 1 ? "message" : "messages"} of ${
      counted(chats, "chat")
    } captured`,
  };
  if (status.pairing === null) return [captured];
  return [
    captured,
    { value: count(waiting), words: "waiting" },
    {
      value: count(delivered),
      words: lastDeliveredAt === null
        ? "delivered"
        : `delivered, last ${agoWords(lastDeliveredAt, now)}`,
    },
  ];
}

/** How long ago something was: "just now", "5m ago". */
export function agoWords(then: number, now: number): string {
  const age = ago(then, now);
  return age === "now" ? "just now" : `${age} ago`;
}

/** What an account's user should know besides, a sentence each. */
export function notesOf(
  { evicted, refused, misplaced = 0, lastError }: CreatorStatus,
  now: number,
): string[] {
  const notes: string[] = [];
  if (refused > 0) {
    const were = refused === 1 ? "was" : "were";
    notes.push(
      `${
        counted(refused, "record")
      } ${were} set aside by Rapport; its Settings say why.`,
    );
  }
  if (misplaced > 0) {
    const were = misplaced === 1 ? "was" : "were";
    notes.push(
      `${
        counted(misplaced, "captured message")
      } could not be of this account and ${were} left out.`,
    );
  }
  if (evicted > 0) {
    const were = evicted === 1 ? "was" : "were";
    notes.push(
      `${
        counted(evicted, "delivered message")
      } ${were} removed here to make room; Rapport keeps them.`,
    );
  }
  if (lastError !== null) {
    notes.push(
      `Last error, ${agoWords(lastError.at, now)}: ${lastError.message}`,
    );
  }
  return notes;
}

/** What an account's user should do first, in a sentence; `null`: nothing. */
export function hintOf(
  { paused, pages, held, dropped = 0, site }: AgentStatus,
): string | null {
  if (paused) return "Paused: nothing is captured or sent.";
  if (pages === 0) return `Open or reload ${site} to start capturing.`;
  if (held > 0) {
    return `${counted(held, "capture")} ${
      held === 1 ? "waits" : "wait"
    } until the page says whose account it is: reload ${site} if that takes long.`;
  }
  if (dropped > 0) {
    return `${counted(dropped, "capture")} had to go, as no page said whose ${
      dropped === 1 ? "it was" : "they were"
    }: what is opened again is captured again.`;
  }
  return null;
}

/** What is lost if these accounts' data are deleted here, in sentences. */
export function lossOf(creators: readonly CreatorStatus[]): string {
  const sum = (of: (status: CreatorStatus) => number) =>
    creators.reduce((total, one) => total + of(one), 0);
  const paired = creators.filter(({ pairing }) => pairing !== null);
  const waiting = paired.reduce((total, one) => total + one.waiting, 0);
  const unpaired = sum(({ pairing, messages }) =>
    pairing === null ? messages : 0
  );
  const lost = waiting + unpaired;
  const stays = paired.length === 0 ? "" : " What Rapport has, it keeps.";
  if (lost === 0) {
    return paired.length === 0
      ? "Nothing that was captured would be lost."
      : `All of it is delivered: nothing is lost.${stays}`;
  }
  return `${counted(lost, "message")} ${lost === 1 ? "is" : "are"} not ` +
    `delivered and will be lost for good.${stays}`;
}

/** A size in bytes for people: "12 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1e6) return `${count(Math.ceil(bytes / 1e3))} kB`;
  return bytes < 1e9
    ? `${count(bytes / 1e6)} MB`
    : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** What a browser may be called, from what it says of itself. */
export function browserName(userAgent: string): string {
  const [, browser = "Browser"] =
    BROWSERS.find(([sign]) => sign.test(userAgent)) ?? [];
  const [, system] = SYSTEMS.find(([sign]) => sign.test(userAgent)) ?? [];
  return system === undefined ? browser : `${browser} on ${system}`;
}

// Each of these names those after it as well.
const BROWSERS: [sign: RegExp, name: string][] = [
  [/\bEdg\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\//, "Firefox"],
  [/\bChrome\//, "Chrome"],
];
const SYSTEMS: [sign: RegExp, name: string][] = [
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "Mac"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

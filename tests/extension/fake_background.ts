/**
 * What stands in for the extension's background beside its popup.
 * @module
 */
import type { Page } from "playwright-core";
import type {
  AgentStatus,
  CreatorStatus,
  PairingView,
  PanelAnswer,
  PanelRequest,
} from "@/extension/messages.ts";

/** When everything in {@linkcode standing} happened. */
export const NOW = Date.now();

/** Where the accounts of {@linkcode creatorStatus} are paired. */
export const PAIRING: PairingView = {
  origin: "https://rapport.example",
  userId: "u_4f2a9c",
  name: "Chrome on Linux",
  pairedAt: Date.UTC(2025, 10, 8, 12),
};

/** A creator account as the background tells of it. */
export function creatorStatus(
  changes: Partial<CreatorStatus> = {},
): CreatorStatus {
  return {
    creator: { id: "9001", name: "Robin Reed", username: "robinreed" },
    pairing: PAIRING,
    connection: { state: "connected", detail: null },
    chats: 310,
    messages: 12_340,
    waiting: 18,
    delivered: 12_322,
    evicted: 0,
    refused: 0,
    snapshot: null,
    lastCapturedAt: NOW - 40_000,
    lastDeliveredAt: NOW - 130_000,
    lastError: null,
    ...changes,
  };
}

/** How things stand, as the background tells it. */
export function standing(changes: Partial<AgentStatus> = {}): AgentStatus {
  return {
    version: "0.1.0",
    site: "OnlyFans",
    paused: false,
    current: "9001",
    creators: [creatorStatus()],
    pending: null,
    pages: 1,
    held: 0,
    storage: { usage: 48_200_000, quota: 9_000_000_000 },
    ...changes,
  };
}

/** Nothing was seen, and nothing is paired. */
export const FRESH = standing({
  creators: [],
  current: null,
  pages: 0,
  storage: { usage: 0, quota: 9_000_000_000 },
});

/** Answers a panel as it is told to, and notes what it is asked. */
export class FakeBackground {
  /** What was asked, but for looks at how things stand. */
  readonly asked: PanelRequest[] = [];
  status: AgentStatus;
  /** What becomes of a request; default: it is done, and changes nothing. */
  answer: (request: PanelRequest) => PanelAnswer | Promise<PanelAnswer>;
  /** Whether nobody answers. */
  isGone = false;

  constructor(status: AgentStatus) {
    this.status = status;
    this.answer = () => ({ ok: true, status: this.status });
  }

  /** Answers a page of the extension that is opened after this. */
  async answerTo(page: Page): Promise<void> {
    await page.exposeBinding("askFake", (_, request: PanelRequest) => {
      if (this.isGone) return undefined;
      if (request.type === "status") return { ok: true, status: this.status };
      this.asked.push(request);
      return this.answer(request);
    });
    await page.addInitScript(() => {
      for (const name of ["chrome", "browser"]) {
        const api = Reflect.get(globalThis, name);
        if (api?.runtime === undefined) continue;
        api.runtime.sendMessage = Reflect.get(globalThis, "askFake");
      }
    });
  }
}

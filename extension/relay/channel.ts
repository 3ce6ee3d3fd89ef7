import type { Relayed, WireCommand } from "../messages.ts";
import { bytesOf, hexOf } from "./hex.ts";
import {
  type FromPage,
  MAX_BODY_BYTES,
  orderOf,
  orderText,
  resultText,
  seenText,
  type ToPage,
} from "../page/envelope.ts";

/** Most that waits to be checked, in UTF-16 units. */
const MAX_UNCHECKED = 8 * MAX_BODY_BYTES;
/** Longest address or detail that is let in. */
const MAX_FIELD = 64 * 1024;
const WAYS = ["fetch", "xhr", "websocket"];
const STATUSES = ["succeeded", "failed", "rejected"];

/**
 * The relay's side of what it and the hook say to each other: signs what goes to
 * the page, and checks what comes from there. A message is believed if its code
 * is right and its number larger than that of the one before.
 */
export class PageChannel {
  readonly #key: Promise<CryptoKey>;
  #sent = 0;
  #heard = 0;
  #lost = 0;
  #unchecked = 0;
  #checking: Promise<void> = Promise.resolve();

  /** `key`: 32 bytes. */
  constructor(key: Uint8Array<ArrayBuffer>) {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const uses: KeyUsage[] = ["sign", "verify"];
    this.#key = crypto.subtle.importKey("raw", key, algorithm, false, uses);
  }

  /** Messages that the hook numbered and that did not come: it dropped them. */
  get lost(): number {
    return this.#lost;
  }

  /** A message to the page, to be posted in the order in which they were asked for. */
  async sign(command: WireCommand): Promise<ToPage> {
    const n = ++this.#sent;
    const order = orderOf(command);
    const text = orderText(n, "send_message", order);
    const mac = await crypto.subtle.sign("HMAC", await this.#key, bytes(text));
    return {
      type: "_OF_BACKEND_",
      payload: { command: "send_message", payload: order },
      n,
      mac: hexOf(new Uint8Array(mac)),
    };
  }

  /**
   * Checks what the page's window got, one after the other; calls `believed` with
   * what is the hook's, in order.
   */
  take(message: unknown, believed: (relayed: Relayed) => void): void {
    if (!isFromPage(message)) return;
    const size = sizeOf(message);
    if (this.#unchecked + size > MAX_UNCHECKED) return;
    this.#unchecked += size;
    this.#checking = this.#checking.then(async () => {
      this.#unchecked -= size;
      if (!await this.#isTrue(message)) return;
      this.#lost += message.n - this.#heard - 1;
      this.#heard = message.n;
      believed(relayedOf(message));
    });
  }

  /** Resolves when everything that was taken is checked. */
  get idle(): Promise<void> {
    return this.#checking;
  }

  async #isTrue(message: FromPage): Promise<boolean> {
    const { n, mac } = message;
    if (n <= this.#heard) return false;
    const text = message.type === "_OF_RESULT_"
      ? resultText(n, message.payload)
      : seenText(n, message.payload.event, message.payload.data);
    const code = bytesOf(mac);
    return await crypto.subtle.verify(
      "HMAC",
      await this.#key,
      code,
      bytes(text),
    );
  }
}

/** Only what was signed: other fields of a message are left out. */
function relayedOf(message: FromPage): Relayed {
  if (message.type === "_OF_RESULT_") {
    const { command_id, status, detail, message_id } = message.payload;
    return {
      kind: "result",
      result: {
        command_id,
        status,
        ...detail === undefined ? {} : { detail },
        ...message_id === undefined ? {} : { message_id },
      },
    };
  }
  const { event, data: { url, status, body, at, epoch, begins } } =
    message.payload;
  return {
    kind: "seen",
    event,
    data: {
      url,
      status,
      body,
      at,
      epoch,
      ...begins === undefined ? {} : { begins },
    },
  };
}

function isFromPage(message: unknown): message is FromPage {
  if (!isRecord(message) || !isRecord(message.payload)) return false;
  const { type, n, mac, payload } = message;
  if (!Number.isSafeInteger(n) || typeof mac !== "string") return false;
  if (!/^[0-9a-f]{64}$/.test(mac)) return false;
  if (type === "_OF_RESULT_") {
    return isText(payload.command_id) &&
      STATUSES.includes(String(payload.status)) &&
      (payload.detail === undefined || isText(payload.detail)) &&
      (payload.message_id === undefined || isText(payload.message_id));
  }
  if (type !== "_OF_FORWARDER_" || !isRecord(payload.data)) return false;
  const { url, status, body, at, epoch, begins } = payload.data;
  return WAYS.includes(String(payload.event)) && isText(url) &&
    typeof body === "string" && body.length <= MAX_BODY_BYTES &&
    [status, at, epoch, begins ?? 0].every(Number.isSafeInteger);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_FIELD;
}

function sizeOf(message: FromPage): number {
  return message.type === "_OF_FORWARDER_"
    ? message.payload.data.body.length
    : 0;
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

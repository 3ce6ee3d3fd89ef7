/**
 * How messages between the hook and the relay are signed. Both sides build the
 * text that is signed from the same fields in the same order.
 *
 * The functions here run in the page's world too: they call no method of a
 * built-in object, which a page may have replaced.
 * @module
 */
import type {
  BackendMessage,
  ForwarderMessage,
  ResultMessage,
  SeenData,
  Way,
  WireCommand,
  WireResult,
} from "../messages.ts";

/** A message with its place in its direction, and an HMAC-SHA-256 in hex. */
export type Signed<M> = M & {
  /** From 1; grows with each message, and skips those that were dropped. */
  n: number;
  mac: string;
};

/** What a page gives to its relay. */
export type FromPage = Signed<ForwarderMessage> | Signed<ResultMessage>;
/** What a relay gives to its page. */
export type ToPage = Signed<BackendMessage>;

/** Attribute of the handed-over frame: the page's key in hex. */
export const KEY_ATTRIBUTE = "data-key";
/** Attribute of the handed-over frame: the window may have been prepared. */
export const STRICT_ATTRIBUTE = "data-strict";
/** Said on the frame: the hook has the key. */
export const READY = "ready";
/** Said on the frame: the message that is being dispatched is the hook's. */
export const MINE = "mine";

/** Largest body of a capture, in bytes. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Each value with its length before it, so that no two lists give one text. */
export function framed(values: readonly (string | number)[]): string {
  let text = "";
  for (let i = 0; i < values.length; i++) {
    const value = "" + values[i];
    text += value.length + ":" + value;
  }
  return text;
}

/** What is signed of a capture. */
export function seenText(n: number, event: Way, data: SeenData): string {
  return framed([
    "_OF_FORWARDER_",
    n,
    event,
    data.url,
    data.status,
    data.at,
    data.epoch,
    data.begins === undefined ? "" : data.begins,
    data.body,
  ]);
}

/** What is signed of a command's result. */
export function resultText(n: number, result: WireResult): string {
  return framed([
    "_OF_RESULT_",
    n,
    result.command_id,
    result.status,
    result.detail === undefined ? "" : result.detail,
    result.message_id === undefined ? "" : "" + result.message_id,
  ]);
}

/** What a page is told of a command, and what is signed of it. */
export interface PageOrder {
  command_id: string;
  chat_id: string;
  text: string;
  /** Empty: none. */
  media_url: string;
}

/** What a page is told of a command. */
export function orderOf(command: WireCommand): PageOrder {
  return {
    command_id: command.command_id ?? "",
    chat_id: String(command.chat_id),
    text: command.text,
    media_url: command.media_url ?? "",
  };
}

/** What is signed of a command. */
export function orderText(
  n: number,
  command: string,
  order: PageOrder,
): string {
  return framed([
    "_OF_BACKEND_",
    n,
    command,
    order.command_id,
    order.chat_id,
    order.text,
    order.media_url,
  ]);
}

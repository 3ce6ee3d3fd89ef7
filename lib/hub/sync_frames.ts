import type { FullSyncResponse } from "@/lib/models/mod.ts";

/**
 * The frames of one full sync, which leads to `revision`. What several parts have
 * in common, as the same object, is made JSON of once.
 */
export class SyncFrames {
  readonly #revision: number;
  readonly #known = new WeakMap<object, string>();

  constructor(revision: number) {
    this.#revision = revision;
  }

  /** A part as it goes over the wire. */
  of({ conversations, analytics, graph, part }: FullSyncResponse): string {
    return `{"type":"full_sync_response","payload":{` +
      `"conversations":${JSON.stringify(conversations)},` +
      `"analytics":${this.#json(analytics)},` +
      (graph === undefined ? "" : `"graph":${this.#json(graph)},`) +
      (part === undefined ? "" : `"part":${JSON.stringify(part)},`) +
      `"revision":${this.#revision}}}`;
  }

  #json(value: object): string {
    let json = this.#known.get(value);
    if (json === undefined) {
      this.#known.set(value, json = JSON.stringify(value));
    }
    return json;
  }
}

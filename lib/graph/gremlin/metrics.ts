/** What a client has done since it was made. */
export interface GremlinMetrics {
  /** Traversals that were submitted. */
  requests: number;
  /** Traversals that were answered. */
  succeeded: number;
  /** Times that a traversal was sent again. */
  retries: number;
  /** Times that the server asked for less work. */
  throttled: number;
  /** Time for which everybody waited because of that, in ms. */
  throttledMs: number;
  /** Times that somebody else had changed the same elements. */
  conflicts: number;
  connectionsOpened: number;
  /** Connections that ended without being asked to. */
  connectionsLost: number;
  /** Times that an answer took too long. */
  timeouts: number;
  /** Traversals that the server will never take. */
  refused: number;
  /** Request units, of failures too, as far as the server tells. */
  requestCharge: number;
  /** Traversals that have a place: those beyond the bound wait for one. */
  underWay: number;
}

/** Nothing done yet. */
export function noMetrics(): GremlinMetrics {
  return {
    requests: 0,
    succeeded: 0,
    retries: 0,
    throttled: 0,
    throttledMs: 0,
    conflicts: 0,
    connectionsOpened: 0,
    connectionsLost: 0,
    timeouts: 0,
    refused: 0,
    requestCharge: 0,
    underWay: 0,
  };
}

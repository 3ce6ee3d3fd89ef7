/** Where the graph is, and how to get at it. */
export interface GremlinSettings {
  /** As `wss://account.gremlin.cosmos.azure.com:443/` or `ws://host/gremlin`. */
  url: string;
  database: string;
  graph: string;
  /** The key of the account, which serves as password; may be empty. */
  key: string;
}

/** Endpoints of Cosmos DB, in all clouds. */
const COSMOS = /\.gremlin\.cosmos(db)?\.azure\.[a-z]+$/;

/** Throws a `TypeError` where the settings cannot be used. */
export function checkSettings(settings: GremlinSettings): void {
  // No message shows the URL: it may hold a password.
  const { protocol } = URL.parse(settings.url) ?? { protocol: "" };
  if (protocol !== "ws:" && protocol !== "wss:") {
    throw new TypeError("A URL of Gremlin begins with ws:// or wss://");
  }
  for (const name of ["database", "graph"] as const) {
    if (settings[name] === "") {
      throw new TypeError(`Gremlin needs a ${name}`);
    }
  }
}

/** Whether the server is Azure Cosmos DB, by its host name. */
export function isCosmos({ url }: GremlinSettings): boolean {
  return COSMOS.test(new URL(url).hostname);
}

/** The user name of a graph. */
export function userOf({ database, graph }: GremlinSettings): string {
  return `/dbs/${database}/colls/${graph}`;
}

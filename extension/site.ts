/** The site whose pages an Agent works on. */
export interface Site {
  /** What people call it. */
  name: string;
  /** Match patterns of its pages. */
  pages: readonly string[];
  /** Hosts of its live sockets, without ports. */
  socketHosts: readonly string[];
}

const SITES: Record<"production" | "lookalike", Site> = {
  production: {
    name: "OnlyFans",
    pages: ["https://onlyfans.com/*"],
    socketHosts: ["ws2.onlyfans.com"],
  },
  // What stands in for it in tests: pages of this machine, at any port.
  lookalike: {
    name: "the look-alike",
    pages: ["http://localhost/*"],
    socketHosts: ["localhost"],
  },
};

/** The site of a build mode: that of tests for `lookalike`, or the real one. */
export function siteOf(mode: string): Site {
  return SITES[mode === "lookalike" ? "lookalike" : "production"];
}

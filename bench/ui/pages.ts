/** The pages that are measured, by their addresses. */
export const PAGES = [
  "/",
  "/inbox",
  "/analytics",
  "/graph",
  "/settings",
] as const;

/** One of them. */
export type PagePath = typeof PAGES[number];

/** The pages that are open while messages arrive. */
export const LIVE_PAGES = ["/", "/inbox"] as const;

/** One of these. */
export type LivePagePath = typeof LIVE_PAGES[number];

/** The page that draws a graph. */
export const GRAPH_PAGE = "/graph";

import { defineContentScript } from "wxt/utils/define-content-script";

/** Runs in the page's own world; the build says on which pages. */
export default defineContentScript({
  matches: [],
  world: "MAIN",
  runAt: "document_start",
  main() {},
});

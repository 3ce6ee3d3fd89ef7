import { defineContentScript } from "wxt/utils/define-content-script";

/** Runs beside the page; the build says on which pages. */
export default defineContentScript({
  matches: [],
  runAt: "document_start",
  main() {},
});

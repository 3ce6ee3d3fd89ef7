import { defineContentScript } from "wxt/utils/define-content-script";
import { startHook } from "../page/hook.ts";
import { siteOf } from "../site.ts";

/** As the build says it. */
const { MODE } = (import.meta as ImportMeta & { env: { MODE: string } }).env;

/** Runs in the page's own world; the build says on which pages. */
export default defineContentScript({
  matches: [],
  world: "MAIN",
  runAt: "document_start",
  // A name would be a variable of the page's.
  globalName: false,
  main() {
    startHook(window, siteOf(MODE));
  },
});

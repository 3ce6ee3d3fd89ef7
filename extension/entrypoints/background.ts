import { defineBackground } from "wxt/utils/define-background";
import { startAgent } from "../agent/browser.ts";
import { createDelivery } from "../agent/delivery/mod.ts";
import { exchangeCode, revoke } from "../agent/pairing.ts";
import {
  type AccountDatabase,
  deleteAccountStore,
  listAccountStores,
  openAccountStore,
} from "../agent/store/mod.ts";
import { siteOf } from "../site.ts";

// Vite fills it in; Deno does not know it.
const { MODE } = (import.meta as ImportMeta & { env: { MODE: string } }).env;

/** The service worker: everything that outlives a page. */
export default defineBackground(() => {
  startAgent<AccountDatabase>({
    site: siteOf(MODE),
    openAccountStore: (creator) => openAccountStore(creator),
    deleteAccountStore,
    listAccountStores,
    createDelivery,
    exchangeCode,
    revoke: (pairing) => revoke(pairing),
  });
});

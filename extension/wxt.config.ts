import { fileURLToPath } from "node:url";
import { defineConfig } from "wxt";
import { siteOf } from "./site.ts";

/** The repository: `@/` means the same here as in the service. */
const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Of `public/`, by their size in pixels. */
const ICONS = {
  16: "icon/16.png",
  32: "icon/32.png",
  48: "icon/48.png",
  128: "icon/128.png",
};

/** Services whose dashboards may talk to the extension, besides local ones. */
const origins = (process.env.RAPPORT_ORIGINS ?? "").split(/[\s,]+/)
  .filter((origin) => origin !== "");

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  outDir: process.env.RAPPORT_EXTENSION_OUT ?? ".output",
  zip: { name: "rapport-agent" },
  manifest: ({ browser }) => ({
    name: "Rapport Agent",
    short_name: "Rapport",
    description:
      "Captures your own chats while you work, and sends them to your Rapport.",
    version: "0.1.0",
    permissions: ["unlimitedStorage", "alarms"],
    icons: ICONS,
    action: { default_title: "Rapport Agent", default_icon: ICONS },
    // Chrome's package has them too: it passes Firefox's checks as it is.
    browser_specific_settings: {
      gecko: {
        id: "agent@rapport.example",
        strict_min_version: "142.0",
        // A creator's chats, which go to the creator's own service.
        data_collection_permissions: {
          required: ["personalCommunications", "websiteContent"],
        },
      },
    },
    ...browser === "firefox" ? {} : {
      // The first that takes a manifest with both kinds of background.
      minimum_chrome_version: "121",
      externally_connectable: {
        matches: [
          "http://localhost/*",
          "http://127.0.0.1/*",
          ...origins.map((origin) => `${new URL(origin).origin}/*`),
        ],
      },
    },
  }),
  hooks: {
    "config:resolved": ({ config }) => {
      // WXT has its own meaning for this name, over any of `alias`.
      config.alias["@"] = ROOT;
    },
    "build:manifestGenerated": (wxt, manifest) => {
      const { pages } = siteOf(wxt.config.mode);
      const scripts = manifest.content_scripts ?? [];
      for (const script of scripts) script.matches = [...pages];
      // The hook takes the key that the relay leaves for it.
      scripts.sort((one, other) => Number(isHook(one)) - Number(isHook(other)));
      addFallback(manifest);
    },
  },
  // Whoever develops has a browser open, and loads it there once.
  webExt: { disabled: true },
  vite: () => ({
    // Looking for packages ahead saves nothing here.
    optimizeDeps: { noDiscovery: true },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  }),
});

/** What Firefox runs where the manifest names a service worker. */
function addFallback({ background }: { background?: object }): void {
  if (background === undefined || !("service_worker" in background)) return;
  Object.assign(background, { scripts: [background.service_worker] });
}

function isHook(script: object): boolean {
  return "world" in script && script.world === "MAIN";
}

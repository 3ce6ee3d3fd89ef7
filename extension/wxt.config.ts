import { defineConfig } from "wxt";
import { siteOf } from "./site.ts";

/** The repository: `@/` means the same here as in the service. */
const ROOT = new URL("..", import.meta.url).pathname;

/** Services whose dashboards may talk to the extension, besides local ones. */
const origins = (process.env.RAPPORT_ORIGINS ?? "").split(/[\s,]+/)
  .filter((origin) => origin !== "");

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  alias: { "@": ROOT },
  outDir: process.env.RAPPORT_EXTENSION_OUT ?? ".output",
  manifest: ({ browser }) => ({
    name: "Rapport Agent",
    short_name: "Rapport",
    description:
      "Captures your own chats while you work, and sends them to your Rapport.",
    version: "0.1.0",
    permissions: ["storage", "unlimitedStorage", "alarms"],
    ...browser === "firefox"
      ? {
        browser_specific_settings: {
          gecko: { id: "agent@rapport.example", strict_min_version: "128.0" },
        },
      }
      : {
        minimum_chrome_version: "120",
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
    "build:manifestGenerated": (wxt, manifest) => {
      const { pages } = siteOf(wxt.config.mode);
      const scripts = manifest.content_scripts ?? [];
      for (const script of scripts) script.matches = [...pages];
      // The hook has to listen before the relay gives it the page's key.
      scripts.sort((one, other) => Number(isHook(other)) - Number(isHook(one)));
    },
  },
  vite: () => ({
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  }),
});

function isHook(script: object): boolean {
  return "world" in script && script.world === "MAIN";
}

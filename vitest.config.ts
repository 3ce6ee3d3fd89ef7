import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) =>
  fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^fresh$/, replacement: path("lib/fresh/src/mod.ts") },
      {
        find: /^fresh\/runtime$/,
        replacement: path("lib/fresh/src/runtime/mod.ts"),
      },
      { find: /^fresh\/dev$/, replacement: path("lib/fresh/src/dev/mod.ts") },
      { find: /^@\//, replacement: path("./") },
    ],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["node_modules/**", "_fresh/**", ".data/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

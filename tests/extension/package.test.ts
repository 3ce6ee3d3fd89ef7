import { beforeAll, describe, expect, it } from "vitest";
import webExt from "web-ext";
import { z } from "zod";
import { buildExtension } from "./build.ts";
import { filesOf } from "./zip.ts";

/** Most that a package may have, in bytes. */
const LARGEST = 200_000;
const SITE = "https://onlyfans.com/*";
const LOCAL = ["http://localhost/*", "http://127.0.0.1/*"];

/** A script that sets HTML, but for setting it to nothing. */
const SETS_HTML = /\.innerHTML\s*=(?!=|``|""|'')/g;

/** What Firefox's own checks find. */
const Complaint = z.object({
  code: z.string(),
  message: z.string(),
  file: z.string().default(""),
});
const Report = z.object({
  errors: z.array(Complaint),
  warnings: z.array(Complaint),
});

const Manifest = z.looseObject({
  permissions: z.array(z.string()),
  content_scripts: z.array(z.looseObject({ matches: z.array(z.string()) })),
});

/** A package as people get it. */
interface Package {
  /** In bytes. */
  size: number;
  manifest: z.output<typeof Manifest>;
  /** Texts of all files, by their path. */
  files: Map<string, string>;
  complaints: z.output<typeof Report>;
}

/** Makes a package as `deno task ext:zip` does, and looks into the zip. */
async function packageFor(browser: "chrome" | "firefox"): Promise<Package> {
  const folder = await buildExtension({
    mode: "production",
    task: "ext:zip",
    browser,
  });
  const path = await zipIn(folder, browser);
  const zip = await Deno.readFile(path);
  const text = new TextDecoder();
  const files = new Map(
    [...await filesOf(zip)].map(([name, file]) => [name, text.decode(file)]),
  );
  return {
    size: zip.byteLength,
    manifest: Manifest.parse(JSON.parse(files.get("manifest.json") ?? "")),
    files,
    complaints: await lint(path),
  };
}

async function zipIn(folder: string, browser: string): Promise<string> {
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(`-${browser}.zip`)) return `${folder}/${name}`;
  }
  throw new Error(`There is no package for ${browser} in ${folder}`);
}

/** `web-ext lint` as for the public store, which is the strictest. */
async function lint(zip: string): Promise<Package["complaints"]> {
  return Report.parse(
    await webExt.cmd.lint({ sourceDir: zip, output: "none" }, {
      shouldExitProgram: false,
    }),
  );
}

/** Every script of a package, and every page's own. */
function code({ files }: Package): [path: string, text: string][] {
  return [...files].filter(([path]) => /\.(js|html)$/.test(path));
}

describe.each(["chrome", "firefox"] as const)(
  "the package for %s",
  (browser) => {
    let made: Package;

    beforeAll(async () => {
      made = await packageFor(browser);
    });

    it("passes web-ext lint", () => {
      expect(made.complaints.errors).toEqual([]);
      // Preact can set `innerHTML`, if somebody has it do so; nobody does. Chrome's
      // manifest names the service worker, which Firefox passes over: it runs what
      // `background.scripts` names instead, and that is there too.
      const known = browser === "chrome"
        ? ["BACKGROUND_SERVICE_WORKER_IGNORED", "UNSAFE_VAR_ASSIGNMENT"]
        : ["UNSAFE_VAR_ASSIGNMENT"];
      expect(made.complaints.warnings.map(({ code }) => code).toSorted())
        .toEqual(known);
      for (const { code, file } of made.complaints.warnings) {
        if (code !== "UNSAFE_VAR_ASSIGNMENT") continue;
        expect(file, "only in what pages of the extension share")
          .toMatch(/^chunks\//);
        const setters = made.files.get(file)?.match(SETS_HTML);
        expect(setters, "once, in Preact").toHaveLength(1);
      }
    });

    it("has nobody set HTML", () => {
      for (const [path, text] of code(made)) {
        // Preact reads that property, and nobody gives it.
        expect(text, path).not.toMatch(/dangerouslySetInnerHTML:\s*\{/);
        expect(text, path).not.toMatch(/insertAdjacentHTML|document\.write/);
      }
    });

    it("is small", () => {
      expect(made.size).toBeLessThan(LARGEST);
    });

    it("asks for what it needs and for no more", () => {
      const { manifest } = made;
      expect(manifest.permissions.toSorted())
        .toEqual(["alarms", "unlimitedStorage"]);
      for (
        const more of [
          "host_permissions",
          "optional_permissions",
          "optional_host_permissions",
          "web_accessible_resources",
          "content_security_policy",
          "sandbox",
          "update_url",
          "devtools_page",
          "chrome_url_overrides",
        ]
      ) {
        expect(manifest, more).not.toHaveProperty(more);
      }
    });

    it("works on pages of the site alone", () => {
      const { content_scripts } = made.manifest;
      expect(content_scripts.map(({ matches }) => matches))
        .toEqual([[SITE], [SITE]]);
      // Firefox has no such way: a dashboard does not reach the Agent there.
      expect(made.manifest.externally_connectable)
        .toEqual(browser === "chrome" ? { matches: LOCAL } : undefined);
    });

    it("has all its code in itself, and makes none of texts", () => {
      for (const [path, text] of code(made)) {
        expect(text, path).not.toMatch(/\beval\s*\(/);
        expect(text, path).not.toMatch(
          /\bnew Function\b|\bFunction\s*\(\s*["'`]/,
        );
        expect(text, path).not.toMatch(/\bimportScripts\s*\(/);
        expect(text, path).not.toMatch(/\bimport\s*\(\s*[^)]*https?:/);
        expect(text, path).not.toMatch(/<script[^>]+src=["']?(https?:)?\/\//);
        expect(text, path).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
      }
    });

    it("has no validator of schemas in it", () => {
      for (const [path, text] of code(made)) {
        expect(text, path).not.toMatch(/ZodError|\$ZodType|_zod|safeParse/);
      }
    });

    it("has what it says that it has", () => {
      const named = [
        ...JSON.stringify(made.manifest).matchAll(
          /"([\w./-]+\.(?:js|html|png|svg|css))"/g,
        ),
      ].map(([, path]) => path);
      expect(named).not.toHaveLength(0);
      for (const path of named) expect([...made.files.keys()]).toContain(path);
    });
  },
);

import { fileURLToPath } from "node:url";

/** A page that shows an error: message, the code it came from, stack, causes. */
export function errorPage(error: unknown): string {
  const title = error instanceof Error
    ? `${error.name}: ${error.message}`
    : String(error);
  const sections: string[] = [];
  for (let one = error; one !== undefined; one = causeOf(one)) {
    sections.push(section(one, sections.length > 0));
  }
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>
body { margin: 0; padding: 2rem; background: #1c1917; color: #e7e5e4;
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.25rem; color: #fca5a5; white-space: pre-wrap; }
pre { padding: 1rem; overflow: auto; border-radius: 6px; background: #292524; }
mark { background: #7f1d1d; color: inherit; display: block; }
</style>
</head>
<body>
${sections.join("\n")}
</body>
</html>`;
}

function section(error: unknown, isCause: boolean): string {
  if (!(error instanceof Error)) return `<h1>${escapeHtml(String(error))}</h1>`;
  const heading = `${
    isCause ? "Caused by " : ""
  }${error.name}: ${error.message}`;
  const frame = codeFrame(error.stack ?? "");
  return `<h1>${escapeHtml(heading)}</h1>
${frame === null ? "" : `<pre>${frame}</pre>`}
<pre>${escapeHtml(error.stack ?? "")}</pre>`;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

const CONTEXT_LINES = 4;

/** The lines around the first place in the stack that is a file of the project. */
function codeFrame(stack: string): string | null {
  for (const match of stack.matchAll(/(file:\/\/\/[^\s()]+):(\d+):\d+/g)) {
    const [, url = "", line = ""] = match;
    if (url.includes("/node_modules/") || url.includes("/lib/fresh/")) continue;
    try {
      const path = fileURLToPath(url);
      return `${escapeHtml(`${path}:${line}`)}\n\n${
        linesAround(Deno.readTextFileSync(path), Number(line))
      }`;
    } catch {
      continue;
    }
  }
  return null;
}

function linesAround(source: string, wanted: number): string {
  const lines = source.split("\n");
  const first = Math.max(1, wanted - CONTEXT_LINES);
  const shown = lines.slice(first - 1, wanted + CONTEXT_LINES);
  return shown.map((text, i) => {
    const number = first + i;
    const line = `${String(number).padStart(5)}  ${escapeHtml(text)}`;
    return number === wanted ? `<mark>${line}</mark>` : `${line}\n`;
  }).join("");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

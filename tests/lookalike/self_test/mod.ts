/**
 * The look-alike's test of its own page: a page that looks at `fetch`,
 * `XMLHttpRequest` and `WebSocket` from all sides, and the routes that it asks.
 * What it finds is the same with the extension and without it.
 *
 * | route | what |
 * |---|---|
 * | `/self-test`, `/self-test/…` | the page, its script, and answers that are no API of the site |
 * | `/api2/v2/…?self_test=VARIANT` | answers that are captured; other requests are not taken |
 * | `/ws3/self-test` | a socket that sends back what it gets |
 * @module
 */
import { answerTo, bodyOf } from "./answers.ts";
import { echo } from "./echo.ts";

const FILES: Readonly<Record<string, { file: string; type: string }>> = {
  "/self-test": { file: "page.html", type: "text/html" },
  "/self-test/checks.js": { file: "checks.js", type: "text/javascript" },
  "/self-test/fetch.js": { file: "fetch.js", type: "text/javascript" },
  "/self-test/xhr.js": { file: "xhr.js", type: "text/javascript" },
  "/self-test/socket.js": { file: "socket.js", type: "text/javascript" },
  "/self-test/window.js": { file: "window.js", type: "text/javascript" },
};

/** Answers what belongs to the page's test; `null`: that is somebody else's. */
export function selfTestRoutes(
  request: Request,
): Promise<Response | null> | Response | null {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/ws3/self-test") return echo(request);
  const file = FILES[pathname];
  if (file !== undefined) return readFile(file.file, file.type);
  const variant = searchParams.get("self_test");
  if (variant !== null && pathname.startsWith("/api2/v2/")) {
    return answerTo(request, variant);
  }
  if (pathname === "/self-test/body") {
    return new Response(bodyOf(searchParams.get("of") ?? ""));
  }
  if (pathname.startsWith("/self-test/")) {
    return answerTo(request, pathname.slice("/self-test/".length));
  }
  return null;
}

async function readFile(file: string, type: string): Promise<Response> {
  const text = await Deno.readTextFile(new URL(file, import.meta.url));
  return new Response(text, {
    headers: { "content-type": `${type}; charset=utf-8` },
  });
}

import { type App, setErrorListener } from "../app.ts";
import { HttpError } from "../error.ts";
import { nonceOf } from "../nonce.ts";
import { errorPage } from "./error_page.ts";

type Handler = (
  request: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;

const ALIVE = "/_frsh/alive";
const ERROR = "/_frsh/error/";
const KEPT_ERRORS = 20;

/**
 * Surrounds an app with what helps in development: a WebSocket by which browsers
 * notice a new server, and a page that explains what went wrong.
 */
export function devHandler<State>(app: App<State>): Handler {
  const revision = crypto.randomUUID();
  const errors = new Map<string, unknown>();
  const causes = new WeakMap<Request, unknown>();
  setErrorListener(app, (error, req) => causes.set(req, error));
  const handle = app.handler();

  return async (req, info) => {
    const { pathname } = new URL(req.url);
    if (pathname === ALIVE) return alive(req, revision);
    if (pathname.startsWith(ERROR)) {
      const error = errors.get(pathname.slice(ERROR.length));
      return await htmlResponse(errorPage(error), 200);
    }

    const response = await handle(req, info);
    const cause = causes.get(req);
    if (response.status < 500 || cause === undefined) return response;
    if (cause instanceof HttpError && cause.status < 500) return response;
    if (!req.headers.get("accept")?.includes("text/html")) return response;
    if (!response.headers.get("content-type")?.includes("text/html")) {
      return htmlResponse(errorPage(cause), response.status);
    }
    const id = crypto.randomUUID();
    errors.set(id, cause);
    const [oldest] = errors.keys();
    if (errors.size > KEPT_ERRORS && oldest !== undefined) {
      errors.delete(oldest);
    }
    return await withOverlay(response, ERROR + id);
  };
}

function alive(req: Request, revision: string): Response {
  if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return new Response(null, { status: 426 });
  }
  const { socket, response } = Deno.upgradeWebSocket(req);
  socket.onopen = () => socket.send(revision);
  return response;
}

function htmlResponse(html: string, status: number): Response {
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  return new Response(html, { status, headers });
}

/** Lays the explanation over the app's own error page. */
async function withOverlay(response: Response, src: string): Promise<Response> {
  const html = await response.text();
  const nonce = nonceOf(response);
  const overlay = `<style nonce="${nonce}">#fresh-error-overlay{position:fixed;
inset:0;width:100%;height:100%;border:0;z-index:2147483647}</style>
<iframe id="fresh-error-overlay" src="${src}"></iframe>`;
  return new Response(html.replace("</body>", `${overlay}</body>`), response);
}

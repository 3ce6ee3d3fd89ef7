import { Fragment, type FunctionComponent, h, isValidElement } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { type Context, INTERNAL } from "../context.ts";
import { setNonce } from "../nonce.ts";
import type { LayoutConfig } from "../types.ts";
import { instantiate } from "./component.ts";
import "./hooks.ts";
import { RenderState, withRenderState } from "./state.ts";
import type { AnyVNode } from "../vnode.ts";

/** Renders an element, inside layouts and app wrapper, to an HTML response. */
export async function renderPage<State>(
  ctx: Context<State>,
  vnode: AnyVNode | null,
  init: ResponseInit,
  config: LayoutConfig,
): Promise<Response> {
  if (vnode !== null && !isValidElement(vnode)) {
    throw new TypeError("ctx.render() takes a JSX element or null");
  }
  const { frame, build } = ctx[INTERNAL];
  let content = vnode;
  const layouts = config.skipInheritedLayouts ? [] : frame.layouts;
  for (const { component } of layouts.toReversed()) {
    const inner = content;
    const outer = await instantiate(component, ctx, null, () => inner);
    if (outer instanceof Response) return outer;
    content = outer;
  }

  // The page comes first and the app wrapper second, because the wrapper's
  // `<head>` must know what the page has put into `<Head>`.
  const page: { html: string } = { html: "" };
  const Page: FunctionComponent = () => jsxTemplate([page.html]);
  const app = config.skipAppWrapper || frame.app === null
    ? null
    : await instantiate(frame.app, ctx, null, Page);
  if (app instanceof Response) return app;

  const { pathname } = ctx.url;
  const state = new RenderState(pathname, ctx.config.basePath, build);
  const html = withRenderState(state, () => {
    page.html = renderToString(content ?? h(Fragment, null));
    const html = app === null ? page.html : renderToString(app);
    return completeDocument(state, html);
  });

  const headers = new Headers(init.headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  const preload = preloadLinks(state);
  if (preload !== "") headers.append("Link", preload);
  const response = new Response(`<!DOCTYPE html>${html}`, {
    ...init,
    headers,
  });
  setNonce(response, state.nonce);
  return response;
}

/** Adds what the page has not brought itself: `<html>`, `<head>`, `<body>`. */
function completeDocument(state: RenderState, html: string): string {
  const { rendered } = state;
  if (rendered.html && rendered.head && rendered.body) return html;
  let content: AnyVNode = jsxTemplate([html]);
  if (!rendered.body) content = h("body", null, content);
  if (!rendered.head) {
    const head = h("head", null, h("meta", { charset: "utf-8" }));
    content = h(Fragment, null, head, content);
  }
  if (!rendered.html) content = h("html", null, content);
  return renderToString(content);
}

/** Lets the browser fetch island modules while it still reads the page. */
function preloadLinks(state: RenderState): string {
  const { build, islands, basePath } = state;
  if (islands.size === 0 && !build.alwaysLoadClient) return "";
  const files = new Set([build.clientEntry]);
  for (const island of islands) files.add(island.file);
  return Array.from(
    files,
    (file) =>
      `<${encodeURI(basePath + file)}>; rel="modulepreload"; as="script"`,
  ).join(", ");
}

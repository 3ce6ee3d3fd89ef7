/* The look-alike's one page. */
import type { SiteUser } from "../data.ts";

const SCRIPT = new URL("app.js", import.meta.url);

/** The page's script. */
export function script(): Promise<string> {
  return Deno.readTextFile(SCRIPT);
}

/** By what a creator signs in. */
export function emailOf({ username }: Pick<SiteUser, "username">): string {
  return `${username}@site.example`;
}

/** The page, which asks for `identity` first. */
export function page(creators: readonly SiteUser[], identity: string): string {
  const buttons = creators.map((user) =>
    `<button data-email="${emailOf(user)}">Sign in as ${user.name}</button>`
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Look-alike</title>
<link rel="icon" href="data:,">
</head>
<body data-identity="${identity}" data-state="loading" data-live="closed">
<p>Signed in: <b id="me"></b> <span id="problem"></span></p>
<p>${buttons.join(" ")}
<button id="out">Sign out</button>
<label><input type="checkbox" id="reload" checked> with a reload</label>
<button id="subscribers">Subscribers</button></p>
<div id="chats"></div>
<button id="more" hidden>More chats</button>
<button id="older" hidden>Older messages</button>
<ol id="messages"></ol>
<form id="writer"><input id="text" aria-label="Message"><button>Send</button></form>
<script src="/app.js"></script>
</body>
</html>`;
}

import type { ApiReference } from "./reference.ts";

/** What the page has, with links to it. */
export function Contents({ sections }: ApiReference) {
  return (
    <nav aria-label="Contents" class="docs-contents">
      {sections.map(({ id, title, endpoints }) => (
        <section key={id}>
          <h2>
            <a href={`#${id}`}>{title}</a>
          </h2>
          <ul>
            {endpoints.map((endpoint) => (
              <li key={endpoint.id}>
                <a href={`#${endpoint.id}`} title={endpoint.summary}>
                  <span class="docs-method" data-method={endpoint.method}>
                    {endpoint.method}
                  </span>
                  <span class="truncate">{shortPath(endpoint.path)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section>
        <h2>
          <a href="#websocket">WebSocket messages</a>
        </h2>
      </section>
    </nav>
  );
}

/** Characters of a path that have room beside its method. */
const ROOM = 26;

/** What tells paths apart: of long ones, the end. */
function shortPath(path: string): string {
  const short = path.replace(/^\/api\/v1/, "");
  return short.length <= ROOM
    ? short
    : `…/${short.split("/").slice(-2).join("/")}`;
}

import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Contents } from "@/components/docs/Contents.tsx";
import { Endpoint } from "@/components/docs/Endpoint.tsx";
import { Messages } from "@/components/docs/Messages.tsx";
import { Prose } from "@/components/docs/Prose.tsx";
import { Shell } from "@/components/shell/Shell.tsx";
import { themeOf } from "@/components/shell/theme.ts";
import { define } from "@/lib/define.ts";
import { SESSION_COOKIE } from "@/lib/session_cookie.ts";
import { apiReference } from "./(_api)/reference.ts";

const ABOUT =
  "Answers are JSON, or tables with `Accept: text/csv` where they say so. " +
  "Errors are problem details (RFC 9457), " +
  "`application/problem+json`: `detail` says what went wrong, and what is " +
  `allowed. The cookie \`${SESSION_COOKIE}\` opens one account; \`$SESSION\` ` +
  "below is its value.";

export const handler = define.handlers({
  GET: (ctx) =>
    page({
      person: ctx.state.session?.name ?? null,
      theme: themeOf(ctx.req.headers.get("cookie")),
      reference: apiReference(ctx.url.origin),
    }),
});

export default define.page<typeof handler>(function ApiPage({ data }) {
  const { person, theme, reference } = data;
  return (
    <Shell current={null} theme={theme} person={person}>
      <Head>
        <title>REST API · Rapport</title>
      </Head>
      <div class="docs">
        <header class="docs-intro">
          <h1 class="text-2xl font-semibold tracking-tight">REST API</h1>
          <p>
            <Prose text={ABOUT} />
          </p>
          <p>
            For machines:{" "}
            <a class="underline" href="/api/v1/openapi.json">OpenAPI 3.1</a>
          </p>
        </header>
        <Contents {...reference} />
        <div class="docs-sections">
          {reference.sections.map((section) => (
            <section key={section.id} class="docs-section" id={section.id}>
              <header>
                <h2>{section.title}</h2>
                <p>
                  <Prose text={section.description} />
                </p>
              </header>
              {section.endpoints.map((endpoint) => (
                <Endpoint key={endpoint.id} {...endpoint} />
              ))}
            </section>
          ))}
          <Messages {...reference} />
        </div>
      </div>
    </Shell>
  );
});

import { computed, signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { expect, test, vi } from "vitest";
import type { PageProps } from "./component.ts";
import { Head } from "../runtime/mod.ts";
import { parse } from "../serialize/parse.ts";
import { island, routesApp, textOf } from "../test_app.ts";

function Counter(props: { start?: number; children?: ComponentChildren }) {
  return <button type="button">{props.start}{props.children}</button>;
}

function Outer() {
  return <Counter start={2} />;
}

const ISLANDS = [island("Counter", Counter), island("Outer", Outer)];

async function htmlOf(page: () => unknown, others = {}): Promise<string> {
  const routes = { index: { default: page }, ...others };
  return await textOf(routesApp(routes, ISLANDS), "/");
}

/** What the page tells the browser about its islands. */
function stateIn(html: string) {
  const json = /<script id="__FRSH_STATE"[^>]*>(.*?)<\/script>/.exec(html)?.[1];
  const { islands, props } = JSON.parse(json ?? "null");
  const marked = (name: string) => ({
    create: (): Record<string, unknown> => ({ name }),
    fill: (target: unknown, content: unknown) => {
      Object.assign(target as object, { content });
    },
  });
  return { islands, props: parse(props, marked) };
}

test("the parts of a document that a page lacks are added", async () => {
  const html = await htmlOf(() => (
    <body class="dark">
      <p>text</p>
    </body>
  ));
  expect(html).toBe(
    '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body class="dark"><p>text</p></body></html>',
  );
});

test("a page without islands loads no script", async () => {
  const response = await routesApp({ index: { default: () => "hi" } })("/");
  expect(await response.text()).not.toContain("<script");
  expect(response.headers.get("link")).toBeNull();
});

test("an island is marked, and its module and props are sent", async () => {
  const send = routesApp(
    { index: { default: () => <Counter start={1} /> } },
    ISLANDS,
  );
  const response = await send("/");
  const html = await response.text();

  expect(html).toContain(
    '<!--frsh:island:Counter:0:--><button type="button">1</button><!--/frsh:island-->',
  );
  expect(stateIn(html)).toEqual({
    islands: [["Counter", "/_fresh/js/test/Counter.js", "default"]],
    props: [{ start: 1 }],
  });
  expect(response.headers.get("link")).toContain(
    '</_fresh/js/test/Counter.js>; rel="modulepreload"; as="script"',
  );
});

test("an island in another island is just a component", async () => {
  const html = await htmlOf(() => <Outer />);
  expect(html.match(/frsh:island:\w+/g)).toEqual(["frsh:island:Outer"]);
});

test("children of an island are rendered on the server, islands among them", async () => {
  const html = await htmlOf(() => (
    <Counter>
      <b>child</b>
      <Counter start={5} />
    </Counter>
  ));
  expect(html).toContain("<!--frsh:slot:0--><b>child</b><!--frsh:island:");
  expect(stateIn(html).props).toEqual([
    { children: { name: "slot", content: 0 } },
    { start: 5 },
  ]);
});

test("children that an island does not show wait in a template", async () => {
  const Hidden = (_props: { children: ComponentChildren }) => null;
  const send = routesApp({
    index: {
      default: () => (
        <Hidden>
          <b>later</b>
        </Hidden>
      ),
    },
  }, [island("Hidden", Hidden)]);
  expect(await textOf(send, "/")).toContain(
    '<template id="frsh-slot-0"><!--frsh:slot:0--><b>later</b><!--/frsh:slot--></template>',
  );
});

test("a signal that two islands share is sent once", async () => {
  const Shared = (props: { value: unknown; twice?: unknown }) => (
    <i>{String(props.value)}</i>
  );
  const count = signal(1);
  const twice = computed(() => count.value * 2);
  const send = routesApp({
    index: {
      default: () => (
        <>
          <Shared value={count} twice={twice} />
          <Shared value={count} />
        </>
      ),
    },
  }, [island("Shared", Shared)]);
  const { props } = stateIn(await textOf(send, "/"));
  const [first, second] = props as { value: unknown; twice?: unknown }[];
  expect(first?.value).toEqual({ name: "signal", content: 1 });
  expect(first?.value).toBe(second?.value);
  expect(first?.twice).toEqual({ name: "computed", content: 2 });
});

test("props cannot break out of the script", async () => {
  const evil = "</script><!--\u2028\u2029";
  const Text = (_props: { text: string }) => null;
  const send = routesApp(
    { index: { default: () => <Text text={evil} /> } },
    [island("Text", Text)],
  );
  const html = await textOf(send, "/");
  expect(html).not.toContain(evil);
  expect(html).not.toMatch(/[\u2028\u2029]/);
  expect(stateIn(html).props).toEqual([{ text: evil }]);
});

test("keys of islands cannot break out of the marker", async () => {
  const html = await htmlOf(() => <Counter key="--><script>" />);
  expect(html).toContain("frsh:island:Counter:0:--%3E%3Cscript%3E-->");
});

test("a function as a prop of an island is refused by name", async () => {
  vi.spyOn(console, "error").mockReturnValueOnce();
  const Click = (_props: { onClick: () => void }) => null;
  const send = routesApp({
    index: { default: () => <Click onClick={() => {}} /> },
    _error: { default: ({ error }: PageProps) => String(error) },
  }, [island("Click", Click)]);
  expect(await textOf(send, "/")).toContain("Island Click: the prop");
});

test("Head fills the head of the page, and replaces what is the same", async () => {
  const html = await htmlOf(
    () => (
      <Head>
        <title>Page</title>
        <meta name="description" content="page" />
        <link key="canonical" rel="canonical" href="/page" />
        <style>{"p{}"}</style>
      </Head>
    ),
    {
      _app: {
        default: ({ Component }: PageProps) => (
          <html>
            <head>
              <title>App</title>
              <meta name="description" content="app" />
              <meta name="robots" content="none" />
            </head>
            <body>
              <Component />
            </body>
          </html>
        ),
      },
    },
  );
  const head = /<head>(.*)<\/head>/.exec(html)?.[1] ?? "";
  expect(head.replace(/ nonce="\w+"/, "")).toBe(
    "<title>Page</title>" +
      '<meta name="description" content="page"/>' +
      '<meta name="robots" content="none"/>' +
      '<link rel="canonical" href="/page" data-key="canonical"/>' +
      "<style>p{}</style>",
  );
});

test("a title outside of Head, such as one in an SVG, stays where it is", async () => {
  const html = await htmlOf(() => (
    <>
      <Head>
        <title>Page</title>
      </Head>
      <svg>
        <title>Drawing</title>
      </svg>
    </>
  ));
  expect(html).toContain("<title>Page</title></head>");
  expect(html).toContain("<svg><title>Drawing</title></svg>");
});

test("inline scripts and styles carry one nonce, but keep their own", async () => {
  const html = await htmlOf(() => (
    <>
      <script>1</script>
      <style>{"p{}"}</style>
      <script nonce="own">2</script>
      <Counter />
    </>
  ));
  const nonces = Array.from(
    html.matchAll(/nonce="(\w+)"/g),
    (match) => match[1],
  );
  expect(nonces).toHaveLength(5);
  expect(nonces[2]).toBe("own");
  expect(new Set(nonces).size).toBe(2);
});

test("images are locked to this build, links to this page are marked", async () => {
  const html = await htmlOf(() => (
    <>
      <img src="/logo.svg" alt="" />
      <a href="/?x=1">here</a>
      <a href="/else">else</a>
    </>
  ));
  expect(html).toMatch(/src="\/logo\.svg\?__frsh_c=\w+"/);
  expect(html).toContain(
    '<a href="/?x=1" data-current="true" aria-current="page">here</a>',
  );
  expect(html).toContain('<a href="/else">else</a>');
});

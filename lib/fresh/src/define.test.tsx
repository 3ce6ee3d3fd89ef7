import { expect, expectTypeOf, test } from "vitest";
import { createDefine } from "./define.ts";
import { page } from "./handlers.ts";

interface State {
  user: string;
}

const define = createDefine<State>();

test("define gives handlers and pages their types, and changes nothing", () => {
  const handler = define.handlers({
    GET: (ctx) => {
      expectTypeOf(ctx.state).toEqualTypeOf<State>();
      return page({ slug: "a" });
    },
    POST: () => new Response("posted"),
  });
  const Page = define.page<typeof handler>(({ data, state }) => {
    expectTypeOf(data).toEqualTypeOf<{ slug: string }>();
    expectTypeOf(state).toEqualTypeOf<State>();
    return <p>{data.slug}</p>;
  });
  const middleware = define.middleware((ctx) => ctx.next());
  const list = define.middleware([middleware]);
  const Layout = define.layout(({ Component }) => <Component />);

  expect(typeof handler.GET).toBe("function");
  expect([Page, Layout].every((one) => typeof one === "function")).toBe(true);
  expect(list).toEqual([middleware]);
});

test("a page can be async, and a handler can be one function", () => {
  const handler = define.handlers((ctx) => page({ who: ctx.state.user }));
  // deno-lint-ignore require-await
  const Page = define.page<typeof handler>(async ({ data }) => {
    expectTypeOf(data).toEqualTypeOf<{ who: string }>();
    return <p>{data.who}</p>;
  });
  expect(typeof Page).toBe("function");
});

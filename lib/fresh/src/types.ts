import type { AnyComponent } from "preact";
import type { RouteHandler } from "./handlers.ts";
import type { AsyncAnyComponent, PageProps } from "./render/component.ts";
import type { Method } from "./router.ts";

/** The `config` export of a layout. */
export interface LayoutConfig {
  /** Leave out the layouts of the folders above. Default: `false`. */
  skipInheritedLayouts?: boolean;
  /** Leave out `routes/_app.tsx`. Default: `false`. */
  skipAppWrapper?: boolean;
}

/** The `config` export of a route. */
export interface RouteConfig extends LayoutConfig {
  /** A URL pattern that takes the place of the one that the file name gives. */
  routeOverride?: string;
  /** Accepted for compatibility with official Fresh, where it has no effect either. */
  csp?: boolean;
  /** Methods of a lazily loaded route. Default: `"ALL"`. */
  methods?: "ALL" | Method[];
}

/** A component that Fresh renders with {@linkcode PageProps}; it may be async. */
export type RouteComponent<State> =
  | AsyncAnyComponent<PageProps<unknown, State>>
  | AnyComponent<PageProps<unknown, State>>;

/** A route given to `app.route()`: a handler, a component, or both. */
export interface Route<State> {
  /** The page. */
  component?: RouteComponent<State>;
  /** Pattern, layouts and app wrapper. */
  config?: RouteConfig;
  /** Answers requests, or gives the page its data. */
  handler?: RouteHandler<unknown, State>;
}

/** Something that is loaded when it is first needed. */
export type Lazy<T> = () => Promise<T>;

/** A value, or a function that loads it. */
export type MaybeLazy<T> = T | Lazy<T>;

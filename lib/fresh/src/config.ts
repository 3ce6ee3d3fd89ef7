/** What can be set when an `App` is created. */
export interface FreshConfig {
  /**
   * Path below which the whole app lives, such as `/dashboard`: starts with a
   * slash and does not end with one. Default: the root.
   */
  basePath?: string;
  /** Default: `"production"`; `Builder.listen()` sets `"development"`. */
  mode?: "development" | "production";
  /**
   * Take protocol and host of `ctx.url` from `X-Forwarded-Proto` and
   * `X-Forwarded-Host`. Only behind a proxy that sets them. Default: `false`.
   */
  trustProxy?: boolean;
}

/** The configuration with every default filled in. */
export interface ResolvedFreshConfig {
  /** Root directory of the project. */
  root: string;
  /** Path below which the app lives; empty for the root. */
  basePath: string;
  /** Whether the app runs under the development server. */
  mode: "development" | "production";
  /** Whether `X-Forwarded-*` decides protocol and host of `ctx.url`. */
  trustProxy: boolean;
}

/** Fills in the defaults, and refuses a base path that no URL could match. */
export function resolveConfig(config: FreshConfig): ResolvedFreshConfig {
  const given = config.basePath ?? "";
  const basePath = given === "/" ? "" : given;
  if (basePath !== "" && !/^(\/[\w.~-]+)+$/.test(basePath)) {
    throw new Error(
      `Invalid basePath "${given}": it must start with "/" and not end with one`,
    );
  }
  return {
    root: ".",
    basePath,
    mode: config.mode ?? "production",
    trustProxy: config.trustProxy ?? false,
  };
}

/**
 * Builds an app, and runs it in development. For `dev.ts`.
 *
 * @module
 */
export {
  Builder,
  type BuildOptions,
  type ResolvedBuildConfig,
} from "./builder.ts";
export type {
  OnTransformArgs,
  OnTransformOptions,
  OnTransformResult,
  TransformFn,
} from "./static_transform.ts";

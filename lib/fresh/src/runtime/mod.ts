/**
 * What components use on the server and in the browser.
 *
 * @module
 */

/** Whether this code runs in a browser. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

export { asset, assetSrcSet } from "./asset.ts";
export { Head, type HeadProps } from "./head.ts";

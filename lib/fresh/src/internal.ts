/**
 * What the generated `_fresh/server.js` needs. Not for apps.
 *
 * @module
 */
export { setBuildCache } from "./app.ts";
export { setBuildId } from "./build_id.ts";
export { ProdBuildCache, type Snapshot } from "./prod_build_cache.ts";

/**
 * Looks for words in stored messages, a bounded number of them at a time.
 * @module
 */
export { Matcher } from "./matcher.ts";
export {
  parseSearchCursor,
  type SearchPlace,
  toSearchCursor,
} from "./place.ts";
export {
  type LastOfChat,
  searchMessages,
  type SearchPage,
  type SearchRequest,
  type SearchScope,
} from "./search.ts";

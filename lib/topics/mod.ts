/**
 * Topics as an account's creator wants them: renamed, merged, hidden, added.
 * @module
 */
export { TopicBook } from "./book.ts";
export { Relatedness } from "./relatedness.ts";
export {
  addTopic,
  changeTopic,
  deleteTopic,
  type Edited,
  NO_SETTINGS,
  readingOf,
  type Refusal,
  topicTitles,
  topicView,
  topicViews,
} from "./edit.ts";

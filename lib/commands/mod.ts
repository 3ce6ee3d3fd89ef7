/**
 * Messages that people want an account's Agent to send, and those that the
 * service proposes: stored, decided about, handed to the Agent in order, and what
 * became of them.
 * @module
 */
export {
  CommandBook,
  type CommandBookOptions,
  type Created,
  type Decided,
  type Resend,
  type Settled,
} from "./book.ts";
export type { DecisionRefusal } from "./decision.ts";
export { listAllCommands, listCommands } from "./list.ts";
export { takeNews } from "./news.ts";
export {
  type AutomaticLimits,
  MAX_SUGGESTED,
  type Proposal,
  type ProposalRefusal,
  type Proposed,
  REST_MS,
} from "./proposals.ts";
export { nextQuietAt, quietUntil } from "./quiet_hours.ts";
export {
  type CommandFrame,
  dashboardFrame,
  type StoredCommand,
} from "./record.ts";
export {
  type AgentConnection,
  KEPT_MS,
  listSuggestions,
  MAX_OPEN,
  readCommands,
  type SuggestionRow,
} from "./rows.ts";
export {
  type FanFacts,
  type Occasion,
  occasionOf,
  type Tip,
  WINDOW_MS,
} from "./rules.ts";
export {
  type RuleSettings,
  type SettingsChanged,
  SuggestionBook,
  type SuggestionPlan,
} from "./settings.ts";
export { fanName, fillTemplate, templateOf } from "./templates.ts";
export {
  openWriter,
  type SuggestionWriter,
  type WriterSettings,
  WRITING_LIMITS,
  type WritingTask,
} from "./writer.ts";

import type {
  AccountId,
  EnrichmentBasis,
  MessageId,
  MessageLocation,
  Progress,
} from "@/lib/models/mod.ts";
import type { Dataset, Store } from "@/lib/store/mod.ts";
import { type AccountState, LeaseLost } from "./account_state.ts";
import { forgetChangedDays } from "./changed_days.ts";
import { DatasetBuilder } from "./dataset_builder.ts";
import type { DeltaCommits } from "./delta_commits.ts";
import { breakLog } from "./event_log.ts";
import { type Head, isOutdated } from "./head.ts";
import { asIncoming, mergeDataset } from "./merge.ts";
import { findMessages, type FoundMessage } from "./message_index.ts";
import type { IngestParts } from "./parts.ts";

/** What enriching an account's messages anew works with. */
export interface RebuildContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  state: AccountState;
  commits: DeltaCommits;
  onProgress(progress: Progress): void;
  /** Ends it early, with an error. */
  signal: AbortSignal;
}

/** Messages that changed meanwhile and are few enough to hold deltas up for. */
const FEW_CHANGES = 100;
/** How often what changed meanwhile is made up for before deltas wait. */
const CATCH_UPS = 8;
/** Messages that are made up for at once. */
const AT_ONCE = 500;

/**
 * Enriches all messages of an account anew: in a dataset beside the visible one,
 * which goes on as it is meanwhile, and takes its place in one commit. No figure
 * ever holds what two pipelines found. Gives the revision as of which everything
 * is new, and `null` if nothing was to be done. Needs the account's lease.
 */
export async function rebuild(context: RebuildContext): Promise<number | null> {
  const { commits } = context;
  const changed = new Set<MessageId>();
  // Whatever is committed from here on is noted: nothing is missed.
  commits.watch(changed);
  try {
    const begun = await begin(context);
    if (begun === null) return null;
    const { builder, visible, generation } = await open(context, begun);
    await catchUp(context, { builder, visible, changed });
    return await show(context, { builder, visible, changed, generation });
  } finally {
    commits.watch(null);
  }
}

interface Begun {
  /** Of the new dataset. */
  generation: number;
  head: Head;
  basis: EnrichmentBasis;
}

interface Making {
  builder: DatasetBuilder;
  visible: Dataset;
  /** Messages that were changed in the visible dataset meanwhile. */
  changed: Set<MessageId>;
}

async function begin(
  { account, parts, state }: RebuildContext,
): Promise<Begun | null> {
  const basis = await parts.basis(account);
  const { begun } = await state.mutate((_tx, head) => {
    // One that was cut off is begun anew.
    dropRebuild(head);
    if (!isOutdated(head, basis)) return { begun: null };
    const generation = head.rebuild = head.nextGeneration++;
    return { begun: { generation, head, basis } };
  });
  return begun;
}

/** What was enriched anew so far is of no use any more. */
export function dropRebuild(head: Head): void {
  if (head.rebuild !== null) head.garbage.push(head.rebuild);
  head.rebuild = null;
}

async function open(
  context: RebuildContext,
  { generation, head, basis: { topics, zone } }: Begun,
) {
  const { store, account, parts, state, signal, onProgress } = context;
  const { lease } = state;
  if (lease === null) throw new LeaseLost(account);
  const visible: Dataset = { account, generation: head.generation };
  const builder = await DatasetBuilder.open(
    { store, account, parts, lease, head: () => state.head() },
    { generation, parts: 0, topics, zone },
  );
  const total = head.totals.messages;
  let done = 0;
  await mergeDataset(builder, visible, {
    store,
    parts,
    signal,
    onMerged: (messages) => {
      done += messages;
      onProgress({ done: Math.min(done, total), total });
    },
  });
  // What is known of chats is newer than what their messages said of them.
  await builder.addOlderChats(parts.chats(store, visible));
  await builder.finish();
  return { builder, visible, generation };
}

/** Makes up for what changed meanwhile, until that is little. */
async function catchUp(
  context: RebuildContext,
  making: Making,
): Promise<void> {
  for (let i = 0; i < CATCH_UPS; i++) {
    context.signal.throwIfAborted();
    if (making.changed.size <= FEW_CHANGES) return;
    await addMessages(context, making, await committed(context, making));
  }
}

/** Takes what is committed of the changes: between two commits, that is all. */
async function committed(
  { state }: RebuildContext,
  { changed }: Making,
): Promise<MessageId[]> {
  const ids: MessageId[] = [];
  await state.mutate(() => {
    ids.push(...changed);
    changed.clear();
    return null;
  });
  return ids;
}

/** Makes up for the rest while no commit comes between, and shows it. */
async function show(
  context: RebuildContext,
  making: Making & { generation: number },
): Promise<number> {
  const { state, signal } = context;
  const { builder, visible, changed, generation } = making;
  return await state.mutate(async (_tx, head) => {
    signal.throwIfAborted();
    if (head.rebuild !== generation || head.generation !== visible.generation) {
      throw new Error("Another dataset became visible meanwhile");
    }
    // It may run again: what was noted stays noted.
    await addMessages(context, making, [...changed]);
    head.garbage.push(head.generation);
    head.generation = generation;
    forgetChangedDays(head);
    head.rebuild = null;
    head.lastId = builder.lastId;
    head.totals = builder.totals;
    head.basis = builder.basis;
    head.hasUnenriched = false;
    head.analyticsDue = false;
    breakLog(head);
    return head.revision;
  });
}

async function addMessages(
  { store, parts }: RebuildContext,
  { builder, visible }: Making,
  ids: readonly MessageId[],
): Promise<void> {
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const some = ids.slice(i, i + AT_ONCE);
    const found = await findMessages(store, visible, some);
    const chats = new Set(found.map(({ stored }) => stored.chat));
    await builder.addLate(
      // Events may be known already that led to a version which is not.
      found.map(({ stored }) => asIncoming(stored, [])),
      await parts.chatsOf(store, visible, [...chats]),
    );
    await builder.addEvents(locationsOf(found));
  }
}

function locationsOf(
  found: readonly FoundMessage[],
): Map<MessageId, MessageLocation> {
  return new Map(found.map(({ stored: { id, chat, at }, events }) => [
    id,
    { chat, at, events: [...events] },
  ]));
}

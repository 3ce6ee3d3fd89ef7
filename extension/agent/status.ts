import type {
  AgentStatus,
  CreatorName,
  CreatorStatus,
  PairingView,
} from "../messages.ts";
import type { Account } from "./account.ts";
import { currentAccount } from "./meta/epochs.ts";
import type { CreatorRow, PageRow, Pairings } from "./meta/rows.ts";
import type { Badge, Meta } from "./ports.ts";
import type { Pairing } from "./types.ts";

/** What a status is made of. */
export interface StatusParts {
  version: string;
  site: string;
  meta: Meta;
  /** Creators of whom there is a database. */
  stored: readonly string[];
  account(creator: string): Account;
  storage: AgentStatus["storage"];
}

/** Everything that the popup shows. */
export async function statusOf(parts: StatusParts): Promise<AgentStatus> {
  const { meta, version, site, storage } = parts;
  const [pages, held] = [await meta.pages(), await meta.heldTotals()];
  const { pending } = await meta.pairings();
  return {
    version,
    site,
    paused: await meta.paused(),
    current: currentOf(pages),
    creators: await creatorsStatus(parts, null),
    pending: pending && viewOf(pending),
    pages: pages.filter(({ gone }) => !gone).length,
    held: held.count,
    dropped: held.dropped,
    storage,
  };
}

/** The status of some creators; of all that are known for `null`. */
export async function creatorsStatus(
  { meta, stored, account }: Pick<StatusParts, "meta" | "stored" | "account">,
  only: readonly string[] | null,
): Promise<CreatorStatus[]> {
  const rows = new Map((await meta.creators()).map((row) => [row.id, row]));
  const { of } = await meta.pairings();
  const paused = await meta.paused();
  const ids = only ?? new Set([...rows.keys(), ...of.keys(), ...stored]);
  const creators: CreatorStatus[] = [];
  for (const id of ids) {
    const pairing = of.get(id) ?? null;
    const at = account(id);
    const counts = await (await at.store()).counts();
    creators.push({
      creator: nameOf(id, rows.get(id)),
      pairing: pairing && viewOf(pairing),
      connection: connectionOf(at, { paused, isPaired: pairing !== null }),
      ...counts,
      misplaced: rows.get(id)?.misplaced ?? 0,
      lastError: at.status?.lastError ?? null,
    });
  }
  return creators;
}

/** The account of the open page that was heard of last. */
export function currentOf(pages: readonly PageRow[]): string | null {
  for (const { gone, epochs } of pages) {
    const account = gone ? null : currentAccount(epochs);
    if (account !== null) return account;
  }
  return null;
}

/** What of a pairing may be shown: not what opens the service. */
export function viewOf(
  { origin, userId, name, pairedAt }: Pairing,
): PairingView {
  return { origin, userId, name, pairedAt };
}

/** What a badge is made of. */
export interface BadgeParts {
  paused: boolean;
  creators: readonly CreatorRow[];
  pairings: Pairings;
  connection(creator: string): CreatorStatus["connection"];
}

/** What the button shows: a sign where somebody has to do something. */
export function badgeOf(
  { paused, creators, pairings: { of, pending }, connection }: BadgeParts,
): Badge {
  if (paused) return { text: "", title: "Rapport: paused" };
  const rows = new Map(creators.map((row) => [row.id, row]));
  for (const creator of of.keys()) {
    const { state, detail } = connection(creator);
    if (state !== "stopped") continue;
    const why = detail ?? "The connection has ended.";
    return problem(`${calledOf(nameOf(creator, rows.get(creator)))}: ${why}`);
  }
  const unpaired = creators.find(({ id }) => !of.has(id));
  if (unpaired !== undefined && pending === null) {
    const who = calledOf(unpaired);
    return problem(`${who} is not paired: what is captured stays here.`);
  }
  if (of.size === 0 && pending === null) {
    return problem("Not paired: what is captured stays here.");
  }
  return { text: "", title: "Rapport" };
}

/** How an account's connection stands, also where it has none. */
export function connectionOf(
  { status }: Account,
  { paused, isPaired }: { paused: boolean; isPaired: boolean },
): CreatorStatus["connection"] {
  if (!isPaired) return { state: "not_paired", detail: null };
  if (paused) return { state: "paused", detail: null };
  if (status !== null) return { state: status.state, detail: status.detail };
  return {
    state: "waiting",
    detail: "Connects when a page of the account is open.",
  };
}

function problem(words: string): Badge {
  return { text: "!", title: `Rapport: ${words}` };
}

function nameOf(id: string, row: CreatorRow | undefined): CreatorName {
  return { id, name: row?.name ?? null, username: row?.username ?? null };
}

function calledOf({ id, name, username }: CreatorName): string {
  return name ?? (username === null ? `Account ${id}` : `@${username}`);
}

import type { CommandBook, Settled } from "@/lib/commands/mod.ts";
import type { HubSource, Position, Receipt } from "@/lib/hub/mod.ts";
import type { Head, Ingest, StageResult } from "@/lib/ingest/mod.ts";
import type { AccountId, CommandResult } from "@/lib/models/mod.ts";
import type { Views } from "./views.ts";

/** What the hub is served by. */
interface HubParts {
  ingest: Ingest;
  views: Views;
  commands: CommandBook;
}

/** What the hub is given of the rest of the Brain. */
export function hubSource({ ingest, views, commands }: HubParts): HubSource {
  const positions = async (accounts: readonly AccountId[]) => {
    const heads = await ingest.heads(accounts);
    return new Map(accounts.map((account) => [
      account,
      positionOf(heads.get(account)),
    ]));
  };
  return {
    positions,
    position: async (account) =>
      (await positions([account])).get(account) ?? positionOf(undefined),
    status: (account) => ingest.status(account),
    needsSnapshot: async (account) =>
      (await ingest.status(account)).status === "AWAITING_SNAPSHOT",
    fullSync: (account, mode) => views.fullSync(account, mode),
    replay: (account, range) => views.replay(account, range),
    addDelta: (account, payload, size) =>
      ingest.addDelta(account, payload, size),
    addSnapshot: async (account, payload) =>
      receiptOf(await ingest.addSnapshot(account, payload)),
    commands: (account, connection, resend) =>
      commands.toSend(account, connection, resend),
    commandResult: async (account, result) =>
      resultReceipt(await commands.settle(account, result), result),
    agentHere: (account) => ingest.agentHere(account),
    agentGone: (account) => ingest.agentGone(account),
  };
}

function positionOf(head: Head | undefined): Position {
  return {
    // What was erased leaves a revision as of which there is nothing.
    ready: head !== undefined && (head.generation > 0 || head.revision > 0),
    revision: head?.revision ?? 0,
    logFrom: head?.logFrom ?? 1,
  };
}

/** A part is committed even if some of its records were set aside. */
function receiptOf(result: StageResult): Receipt {
  return result.status === "committed" && result.quarantined > 0
    ? { status: "committed", code: `quarantined:${result.quarantined}` }
    : result;
}

/** What an Agent is told of the result of a command. */
function resultReceipt(
  status: Settled,
  { command_id }: CommandResult,
): Receipt {
  return status === "unknown"
    ? {
      status: "refused",
      code: "unknown_command",
      message: "No such command was sent.",
      reason: `command_id ${command_id}`,
    }
    : { status };
}

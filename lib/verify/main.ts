/**
 * `deno task insights:verify`: compares all stored figures with a recomputation
 * from the stored messages. The exit code is 1 where they differ.
 * @module
 */
import { parseArgs } from "node:util";
import { type Config, readConfig } from "@/lib/config.ts";
import { type AccountId, AccountId as AccountIds } from "@/lib/models/mod.ts";
import { Store } from "@/lib/store/mod.ts";
import {
  type AccountReport,
  accountsWithData,
  faultsOf,
  verifyAccount,
} from "./accounts.ts";

const USAGE = `deno task insights:verify [--account ID] [--json]

Compares all figures in the database (KV_PATH) with a recomputation from the
stored messages. A service may run on it meanwhile.

  --account ID   this account only
  --json         print one line of JSON`;

interface Flags {
  account: AccountId | null;
  json: boolean;
}

function readFlags(args: string[]): Flags {
  try {
    const { values } = parseArgs({
      args,
      options: {
        account: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      Deno.exit(0);
    }
    const { account, json } = values;
    return {
      account: account === undefined ? null : AccountIds.parse(account),
      json,
    };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`\n${USAGE}`);
    Deno.exit(2);
  }
}

async function openKv({ kvPath }: Config): Promise<Deno.Kv> {
  if (kvPath !== null && !await Deno.stat(kvPath).catch(() => null)) {
    throw new Error(`There is no database at ${kvPath}: set KV_PATH.`);
  }
  return await Deno.openKv(kvPath ?? undefined);
}

/** Whether all is as it should be. */
async function verifyAll(store: Store, flags: Flags): Promise<boolean> {
  const say = (line: string) => {
    if (!flags.json) console.log(line);
  };
  const accounts = flags.account === null
    ? await accountsWithData(store)
    : [flags.account];
  const reports: AccountReport[] = [];
  for (const account of accounts) {
    const report = await verifyAccount(store, account, say);
    if (report === null) {
      if (flags.account !== null) throw new Error(`${account} has no data.`);
      continue;
    }
    reports.push(report);
    for (const line of faultsOf(report)) say(line);
  }
  const sum = (of: "messages" | "conversations" | "days" | "found") =>
    reports.reduce((n, report) => n + report[of], 0);
  const [messages, conversations] = [sum("messages"), sum("conversations")];
  const found = sum("found");
  const moving = reports.filter(({ isMoving }) => isMoving).length;
  const isGood = found === 0 && moving === 0;
  if (flags.json) {
    const days = sum("days");
    const totals = { messages, conversations, days, differences: found };
    console.log(JSON.stringify({ ok: isGood, ...totals, accounts: reports }));
  }
  const result = found === 0
    ? moving === 0 ? "no difference" : "no difference elsewhere"
    : found === 1
    ? "1 difference"
    : `${found} differences`;
  say(
    `${messages} messages of ${conversations} conversations checked: ${result}.`,
  );
  return isGood;
}

if (import.meta.main) {
  const flags = readFlags(Deno.args);
  try {
    const kv = await openKv(readConfig(Deno.env.toObject()));
    const isGood = await verifyAll(new Store({ kv }), flags);
    kv.close();
    Deno.exit(isGood ? 0 : 1);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(2);
  }
}

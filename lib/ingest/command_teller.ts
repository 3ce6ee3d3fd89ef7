import type { AccountId } from "@/lib/models/mod.ts";
import type { DeltaCommits } from "./delta_commits.ts";
import type { RevisedFrame } from "./event_log.ts";
import type { IngestParts } from "./parts.ts";

/** What telling of commands works with. */
export interface CommandTellerContext {
  account: AccountId;
  parts: Pick<IngestParts, "commandNews">;
  commits: Pick<DeltaCommits, "tell">;
}

/**
 * Tells dashboards what became of an account's commands, whichever instance
 * stored it: the holder of the lease gives each news the next revision.
 */
export class CommandTeller {
  readonly #context: CommandTellerContext;
  #mayHaveNews = true;

  constructor(context: CommandTellerContext) {
    this.#context = context;
  }

  /** Whether there may be news of which dashboards were not told. */
  get mayHaveNews(): boolean {
    return this.#mayHaveNews;
  }

  /** There may be news. */
  note(): void {
    this.#mayHaveNews = true;
  }

  /** Tells of all news, if there may be some. Needs the account's lease. */
  async tell(): Promise<void> {
    if (!this.#mayHaveNews) return;
    // Before looking: what comes from now on is seen in the next round.
    this.#mayHaveNews = false;
    try {
      while (await this.#tellSome() > 0);
    } catch (error) {
      this.#mayHaveNews = true;
      throw error;
    }
  }

  #tellSome(): Promise<number> {
    const { account, parts: { commandNews }, commits } = this.#context;
    return commits.tell(async (tx) => {
      const news = await commandNews.take(tx, account);
      return news.map((payload): RevisedFrame => ({
        type: "command_to_execute",
        payload,
      }));
    });
  }
}

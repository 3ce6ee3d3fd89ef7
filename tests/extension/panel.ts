/**
 * Asks the extension's background what its popup asks, from a tab of the
 * extension that runs no script of its own.
 * @module
 */
import type { Page } from "playwright-core";
import type {
  AgentStatus,
  CreatorStatus,
  PanelAnswer,
  PanelRequest,
} from "@/extension/messages.ts";
import { eventually } from "../conditions.ts";
import { extensionId, type Profile } from "./profile.ts";

/** A tab of the extension. */
export class Panel {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens it. */
  static async open(profile: Profile): Promise<Panel> {
    const page = await profile.context.newPage();
    await page.goto(
      `chrome-extension://${await extensionId(profile)}/manifest.json`,
    );
    return new Panel(page);
  }

  /**
   * What the background answers; `null` if it ended before it did, or does not
   * know yet.
   */
  async ask(request: PanelRequest): Promise<PanelAnswer | null> {
    return await this.page.evaluate(async (request) => {
      const { runtime } = Reflect.get(globalThis, "chrome");
      try {
        return await runtime.sendMessage(request) ?? null;
      } catch {
        return null;
      }
    }, request);
  }

  /** How everything stands, as soon as it is as `matches` says. */
  async status(
    what: string,
    matches: (status: AgentStatus) => boolean = () => true,
  ): Promise<AgentStatus> {
    return await eventually(`the Agent to say ${what}`, async () => {
      const answer = await this.ask({ type: "status" });
      return answer?.ok === true && matches(answer.status) && answer.status;
    });
  }

  /** How a creator's account stands, as soon as it is as `matches` says. */
  async creator(
    id: number,
    what: string,
    matches: (status: CreatorStatus) => boolean = () => true,
  ): Promise<CreatorStatus> {
    const of = ({ creators }: AgentStatus) =>
      creators.find(({ creator }) => creator.id === String(id));
    const status = await this.status(what, (status) => {
      const found = of(status);
      return found !== undefined && matches(found);
    });
    const found = of(status);
    if (found === undefined) throw new Error(`The Agent does not know ${id}.`);
    return found;
  }
}

/** Whether everything that is stored of an account is delivered too. */
export function isDelivered({ waiting, snapshot }: CreatorStatus): boolean {
  return waiting === 0 && snapshot === null;
}

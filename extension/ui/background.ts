import type { AgentStatus, PanelRequest } from "../messages.ts";

/** What a panel asks of: the background, or what stands in for it. */
export interface Background {
  /**
   * Has something done, and gives how things stand then. Rejects with an error
   * whose message is a sentence for people.
   */
  ask(request: PanelRequest): Promise<AgentStatus>;
}

/** Said where nobody answers. */
export const NO_ANSWER =
  "The extension does not answer: switch it off and on again on your browser's page of extensions.";

/** The background as it is reached by messages, whatever passes them on. */
export function backgroundOver(
  send: (request: PanelRequest) => Promise<unknown>,
): Background {
  return {
    async ask(request) {
      const answer = await send(request).catch(() => null);
      if (typeof answer === "object" && answer !== null) {
        if (isDone(answer)) return answer.status;
        if (isRefused(answer)) throw new Error(answer.error);
      }
      throw new Error(NO_ANSWER);
    },
  };
}

// The background is a part of the same extension: what it answers is believed.
function isDone(answer: object): answer is { ok: true; status: AgentStatus } {
  return "ok" in answer && answer.ok === true && "status" in answer;
}

function isRefused(answer: object): answer is { ok: false; error: string } {
  return "error" in answer && typeof answer.error === "string";
}

import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import {
  type ExtensionAgent,
  hereWords,
  pairedAs,
} from "@/components/extension/agent_here.ts";
import { ExtensionService } from "@/components/extension/extension_service.ts";

/** Time between two looks at how the extension stands, ms. */
const LOOK_EVERY_MS = 3_000;

interface AgentHereProps {
  agent: ExtensionAgent;
  /** The account. */
  userId: string;
}

/** What an Agent of this very browser does; nothing where it is elsewhere. */
export default function AgentHere({ agent, userId }: AgentHereProps) {
  const words = useSignal<string | null>(null);
  useEffect(() => {
    const service = new ExtensionService({ origins: [agent.origin], userId });
    const look = async () => {
      if (document.hidden) return;
      const status = await service.status();
      words.value = status === null
        ? null
        : hereWords(pairedAs(status.creators, agent, location.origin));
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return words.value === null
    ? null
    : <p class="text-sm text-muted">{words.value}</p>;
}

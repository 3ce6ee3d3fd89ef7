import { AgentFrameEnvelope } from "@/lib/models/mod.ts";
import { z } from "zod";

/**
 * {@linkcode AgentFrameEnvelope} as code that Zod makes of it once: the same
 * verdicts, values and issues in a fraction of the time. What this code does not
 * accept, the schema itself looks at again, and names what is wrong.
 */
export const AGENT_FRAMES = z.compile(AgentFrameEnvelope);

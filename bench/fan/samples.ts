import { openAgentSocket } from "../load/agent_socket.ts";
import type { Target } from "../load/protocol.ts";
import { close, dashboardSocket, opened } from "../load/sockets.ts";
import { trafficOf } from "../load/traffic.ts";

/** Longest wait for the frames, in ms. */
const PATIENCE_MS = 30_000;
const SYNC_HEAD = '{"type":"full_sync_response"';
const MESSAGE_HEAD = '{"type":"append_message"';

/**
 * What the service makes of live messages of a small account, whose full sync
 * is one frame: a frame for each.
 */
export async function sampleFrames(
  target: Target,
  count: number,
): Promise<string[]> {
  const synced = Promise.withResolvers<void>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const frames: string[] = [];
  const dashboard = dashboardSocket(target);
  dashboard.addEventListener("message", ({ data }) => {
    if (data.startsWith(SYNC_HEAD)) synced.resolve();
    if (!data.startsWith(MESSAGE_HEAD)) return;
    if (frames.push(data) === count) resolve();
  });
  await opened(dashboard);
  // What comes before would be part of the full sync.
  await synced.promise;
  const agent = await openAgentSocket(target, {
    text: () => {},
    closed: reject,
  });
  const timer = setTimeout(
    () => reject(new Error("Not all live messages were seen.")),
    PATIENCE_MS,
  );
  try {
    const traffic = trafficOf(target);
    for (let i = 0; i < count; i++) agent.send(traffic.next().frame);
    await promise;
    return frames;
  } finally {
    clearTimeout(timer);
    await agent.close();
    await close(dashboard);
  }
}

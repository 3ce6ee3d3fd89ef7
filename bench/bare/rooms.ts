/**
 * What the bare servers share: sockets at the addresses of Rapport's, by
 * account, and no more than that.
 * @module
 */
import { SUBPROTOCOL } from "@/lib/models/mod.ts";

/** An account's sockets. */
export interface Room {
  agent: WebSocket | null;
  dashboards: Set<WebSocket>;
}

/**
 * Serves both kinds of sockets on a free port and prints the address;
 * `onFrame` gets what Agents send, `onRoom` each account with its first socket.
 * Ends with its standard input.
 */
export async function serveRooms(
  onFrame: (room: Room, frame: string) => void,
  onRoom: (account: string, room: Room) => void = () => {},
): Promise<void> {
  const rooms = new Map<string, Room>();
  Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
  }, (request) => {
    const [, , side, account = ""] = new URL(request.url).pathname.split("/");
    let room = rooms.get(account);
    if (!room) {
      rooms.set(account, room = { agent: null, dashboards: new Set() });
      onRoom(account, room);
    }
    return side === "extension"
      ? admitAgent(request, room, onFrame)
      : admitDashboard(request, room);
  });
  for await (const _ of Deno.stdin.readable);
  Deno.exit(0);
}

function admitAgent(
  request: Request,
  room: Room,
  onFrame: (room: Room, frame: string) => void,
): Response {
  const { socket, response } = Deno.upgradeWebSocket(request, {
    protocol: SUBPROTOCOL,
  });
  room.agent = socket;
  socket.onmessage = ({ data }) => onFrame(room, data);
  return response;
}

function admitDashboard(request: Request, room: Room): Response {
  const { socket, response } = Deno.upgradeWebSocket(request);
  const { dashboards } = room;
  dashboards.add(socket);
  socket.onclose = () => dashboards.delete(socket);
  return response;
}

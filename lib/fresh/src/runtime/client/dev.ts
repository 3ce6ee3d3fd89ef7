/*
 * The entry of the browser under the development server: as in production, and
 * the page is loaded again when the server comes back with something new.
 */
import "./mod.ts";

const ALIVE = "/_frsh/alive";
let known: string | null = null;

function connect(): void {
  const url = new URL(ALIVE, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url);
  socket.onmessage = ({ data }) => {
    if (known !== null && known !== data) location.reload();
    known = data;
  };
  socket.onclose = () => setTimeout(connect, 500);
}

connect();

/**
 * A socket that sends back what it gets; `close` ends it with 4001, and the
 * first subprotocol that is offered is taken.
 */
export function echo(request: Request): Response {
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return new Response("a socket is asked for", { status: 426 });
  }
  const [protocol] = request.headers.get("sec-websocket-protocol")
    ?.split(/,\s*/) ?? [];
  const { socket, response } = Deno.upgradeWebSocket(
    request,
    protocol === undefined ? {} : { protocol },
  );
  socket.onmessage = ({ data }) => {
    if (data === "close") socket.close(4001, "as asked");
    else socket.send(data);
  };
  // The page goes away when its test is over.
  socket.onerror = () => {};
  return response;
}

/** Options of `app.listen()`: those of `Deno.serve`, with or without TLS. */
export type ListenOptions =
  & Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>
  & {
    /** Address under which the server is reached from elsewhere; only shown. */
    remoteAddress?: string;
  };

type Handler = (
  request: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;

const FIRST_PORT = 8000;
const PORTS = 20;

/** Starts a server, and says where unless `onListen` is given. */
export function serve(
  handler: Handler,
  basePath: string,
  options: ListenOptions,
): void {
  const { remoteAddress, ...serveOptions } = options;
  const announce = (address: Deno.NetAddr) => {
    const scheme = options.cert === undefined ? "http" : "https";
    const host = ["0.0.0.0", "::"].includes(address.hostname)
      ? "localhost"
      : address.hostname;
    const also = remoteAddress === undefined ? "" : ` and ${remoteAddress}`;
    console.log(
      `Fresh ready at ${scheme}://${host}:${address.port}${basePath}/${also}`,
    );
  };
  const complete = { onListen: announce, ...serveOptions };
  if (options.port !== undefined) {
    Deno.serve(complete, handler);
  } else {
    serveOnFreePort(complete, handler);
  }
}

function serveOnFreePort(options: ListenOptions, handler: Handler): void {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
    try {
      Deno.serve({ ...options, port }, handler);
      return;
    } catch (error) {
      const last = port === FIRST_PORT + PORTS - 1;
      if (last || !(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}

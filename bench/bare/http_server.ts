/**
 * The ceiling of `bench insights`: answers every request with the same bytes, of
 * which there are as many as the first argument says. Prints its address; ends
 * with its standard input.
 * @module
 */
const [bytes] = Deno.args;
const body = new Uint8Array(Number(bytes)).fill(0x20);

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
}, () => {
  return new Response(body, {
    headers: { "content-type": "application/json" },
  });
});
for await (const _ of Deno.stdin.readable);
Deno.exit(0);

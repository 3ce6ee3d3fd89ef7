/**
 * The ceiling of `bench fanout`: passes what comes from Redis, whose URL is the
 * first argument, on the channel of an account to all of its dashboards, as it
 * is.
 * @module
 */
import { createClient } from "redis";
import { bareChannel } from "../fan/channels.ts";
import { serveRooms } from "./rooms.ts";

const [url] = Deno.args;
const redis = createClient({ url, socket: { reconnectStrategy: false } });
redis.on("error", (error) => {
  throw error;
});
await redis.connect();
await serveRooms(() => {}, (account, { dashboards }) => {
  redis.subscribe(bareChannel(account), (frame) => {
    for (const dashboard of dashboards) dashboard.send(frame);
  });
});

/**
 * The ceiling of the whole path in `bench fanout`: passes what an Agent sends to all dashboards of
 * its account, as it is.
 * @module
 */
import { serveRooms } from "./rooms.ts";

await serveRooms(({ dashboards }, frame) => {
  for (const dashboard of dashboards) dashboard.send(frame);
});

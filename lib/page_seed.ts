import { type Context, HttpError } from "fresh";
import type { PageSeed } from "@/components/live/page.ts";
import { firstPaint, type LiveSeed } from "@/components/live/state.ts";
import { themeOf } from "@/components/shell/theme.ts";
import type { State } from "@/lib/define.ts";

/** What a page needs of the account before it is connected. */
export interface PageNeeds {
  sync: LiveSeed["sync"];
  /** The most pressing conversations, so many. Default: none. */
  conversations?: number;
}

/** What a live page of the signed-in account is rendered with. */
export async function pageSeed(
  ctx: Context<State>,
  { sync, conversations = 0 }: PageNeeds,
): Promise<PageSeed> {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const { accountId } = session;
  const [view, zone, { creators }] = await Promise.all([
    brain.dashboardView(accountId, { conversations }),
    brain.figuresZone(accountId),
    brain.creators(accountId),
  ]);
  // An account of one creator is called after whom it is of.
  const named = creators.length === 1
    ? creators.map(({ id, name }) => ({ id, name: name ?? view.account.name }))
    : creators;
  const asked = ctx.url.searchParams.get("creator");
  return {
    live: firstPaint({ ...view, sync }),
    theme: themeOf(ctx.req.headers.get("cookie")),
    now: Date.now(),
    zone,
    person: session.name,
    creators: named,
    creator: creators.find(({ id }) => id === asked)?.id ?? null,
  };
}

import type { OutcomeKind } from "@/lib/models/conversation.ts";

/** What an outcome is called, once and many times. */
export const OUTCOME_WORDS: Record<OutcomeKind, { one: string; many: string }> =
  {
    tip: { one: "Tip", many: "Tips" },
    purchase: { one: "Purchase", many: "Purchases" },
    renewal: { one: "Renewal", many: "Renewals" },
    subscription_ending: {
      one: "Subscription ends soon",
      many: "Subscriptions ending",
    },
    subscription_ended: {
      one: "Subscription ended",
      many: "Subscriptions ended",
    },
    drop_off: { one: "Fell silent", many: "Fans who fell silent" },
    reactivation: { one: "Came back", many: "Fans who came back" },
  };

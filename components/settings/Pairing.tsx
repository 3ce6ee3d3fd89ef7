import CopyButton from "@/islands/CopyButton.tsx";
import { dateTime } from "@/components/wording/time.ts";
import { pairingCommands, remaining } from "./pairing.ts";

/** A pairing code, shown once. */
export interface PairingOffer {
  code: string;
  /** ISO 8601. */
  expiresAt: string;
}

interface PairingProps {
  offer: PairingOffer | null;
  /** Where the reader reached the service. */
  origin: string;
  accountId: string;
  now: number;
}

/** The way to an Agent: a button, then a code and what to do with it. */
export function Pairing({ offer, origin, accountId, now }: PairingProps) {
  return (
    <section class="panel" id="pair" aria-labelledby="pair-title">
      <header class="panel-head">
        <h2 id="pair-title">Pair an extension</h2>
      </header>
      <div class="panel-body">
        <p class="text-muted">
          The browser extension sends this account's chats to Rapport; so does
          an Agent on the command line. A pairing code lets it in; it works
          once, and for a short time.
        </p>
        {offer !== null && (
          <Offer
            offer={offer}
            origin={origin}
            commands={pairingCommands(origin, accountId, offer.code)}
            now={now}
          />
        )}
        <form method="post" action="/settings#pair">
          <button
            type="submit"
            class={offer === null ? "btn btn-primary btn-sm" : "btn btn-sm"}
          >
            {offer === null ? "Get a pairing code" : "Get another code"}
          </button>
        </form>
      </div>
    </section>
  );
}

function Offer({ offer, origin, commands, now }: {
  offer: PairingOffer;
  origin: string;
  commands: ReturnType<typeof pairingCommands>;
  now: number;
}) {
  const until = Date.parse(offer.expiresAt);
  return (
    <>
      <p class="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span class="pairing-code">{offer.code}</span>
        <span class="text-sm text-muted">
          good for {remaining(until, now)}, until {dateTime(until)}
        </span>
      </p>
      <p>
        Enter it in the extension, with the address{" "}
        <code class="docs-code">{origin}</code>. Or, on the command line, trade
        it for a token:
      </p>
      <Command text={commands.redeem} what="the command that gets a token" />
      <p>Then put that token in place of TOKEN, and send a file of chats:</p>
      <Command text={commands.send} what="the command that sends chats" />
    </>
  );
}

function Command({ text, what }: { text: string; what: string }) {
  return (
    <div class="flex items-start gap-2">
      <pre class="command min-w-0 flex-1" tabIndex={0}><code>{text}</code></pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}

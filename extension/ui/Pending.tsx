import type { PairingView } from "../messages.ts";
import { yearDay } from "@/components/wording/time.ts";
import { Confirm } from "./Confirm.tsx";

/** A pairing that waits for the first account. */
export function Pending({ pairing }: { pairing: PairingView }) {
  return (
    <section class="panel" aria-labelledby="pending">
      <h2 id="pending">Paired</h2>
      <p>It takes effect with the first account that you open.</p>
      <PairedWith pairing={pairing} />
      <div class="actions">
        <Confirm
          verb="Unpair"
          subject={pairing.origin}
          button="Unpair it"
          request={{ type: "unpair", creator: null }}
          done="Unpaired."
        >
          {unpairQuestion(pairing)}
        </Confirm>
      </div>
    </section>
  );
}

/** To whom an account's data goes. */
export function PairedWith(
  { pairing: { origin, name, pairedAt } }: { pairing: PairingView },
) {
  return (
    <p class="paired">
      Sent to{" "}
      <a href={`${origin}/settings#agents`} target="_blank" rel="noreferrer">
        {origin}
      </a>{" "}
      as “<bdi>{name}</bdi>”, paired {yearDay(pairedAt)}.
    </p>
  );
}

/** What is asked before a pairing is ended. */
export function unpairQuestion({ origin }: PairingView): string {
  return `Send nothing more to ${origin}? What was sent stays there, and what ` +
    "was captured stays here.";
}

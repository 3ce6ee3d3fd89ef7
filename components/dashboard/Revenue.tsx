import { useSignal } from "@preact/signals";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import {
  type EvidenceQuestion,
  useEvidence,
} from "@/components/evidence/evidence.ts";
import { askedOfDays } from "@/components/insights/answers.ts";
import { revenueColumns } from "@/components/insights/revenue_columns.ts";
import type { Resource } from "@/components/live/resource.ts";
import { dollars } from "@/components/wording/money.ts";
import { OUTCOME_WORDS } from "@/components/wording/outcomes.ts";
import { counted } from "@/components/wording/number.ts";
import { displayName } from "@/components/wording/people.ts";
import type { Answers } from "./answers.ts";
import { DaySlider } from "./DaySlider.tsx";
import { chatAddress } from "@/components/inbox/links.ts";
import { type Known, Panel } from "./Panel.tsx";
import { columnDays, paidSentence } from "./revenue_series.ts";

interface RevenueProps {
  revenue: Resource<Answers["revenue"]>;
  spenders: Resource<Answers["spenders"]>;
}

/** What fans paid: in all, for what, when, and who most. */
export function Revenue({ revenue, spenders }: RevenueProps) {
  return (
    <Panel name="revenue" title="Revenue" resource={revenue}>
      {(known) => (
        <>
          <dl class="triple">
            <Total known={known} />
            {known.body.by_source.slice(0, 2).map(({ source, amount }) => (
              <div key={source}>
                <dt>{OUTCOME_WORDS[source].many}</dt>
                <dd>
                  <EvidenceNumber
                    question={payments(
                      OUTCOME_WORDS[source].many,
                      amount,
                      { ...known.scope, kind: source },
                    )}
                  >
                    {dollars(amount)}
                  </EvidenceNumber>
                </dd>
              </div>
            ))}
          </dl>
          <Days known={known} />
          <Spenders spenders={spenders} scope={known.scope} />
        </>
      )}
    </Panel>
  );
}

function Total(
  { known: { body, scope } }: { known: Known<Answers["revenue"]> },
) {
  return (
    <div>
      <dt>In {counted(body.payments, "payment")}</dt>
      <dd>
        <EvidenceNumber question={payments("Payments", body.amount, scope)}>
          {dollars(body.amount)}
        </EvidenceNumber>
      </dd>
    </div>
  );
}

/** A bar a day, or a week of long ranges; what is looked at is named below. */
function Days(
  { known: { body, scope } }: { known: Known<Answers["revenue"]> },
) {
  const chosen = useSignal<number | null>(null);
  const open = useEvidence();
  const { start_date = "", end_date = "" } = scope;
  const days = revenueColumns(body, { start_date, end_date });
  const most = Math.max(1, ...days.map(({ amount }) => amount));
  const at = (event: MouseEvent & { currentTarget: SVGSVGElement }) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = Math.floor((event.clientX - left) / width * days.length);
    return Math.max(0, Math.min(days.length - 1, place));
  };
  const show = (place: number) => {
    const day = days[place];
    if (day === undefined || day.payments === 0) return;
    open(payments(
      `Payments, ${columnDays(day)}`,
      day.amount,
      askedOfDays(scope, day.date, day.days),
    ));
  };
  const shown = chosen.value === null ? undefined : days[chosen.value];
  return (
    <>
      <DaySlider
        class="paid-days"
        label="Revenue by day"
        count={days.length}
        chosen={chosen}
        describe={(place) => {
          const day = days[place];
          return day === undefined ? "" : paidSentence(day);
        }}
        open={show}
      >
        <svg
          width="100%"
          height="56"
          viewBox={`0 0 ${days.length} 100`}
          preserveAspectRatio="none"
          aria-hidden="true"
          onPointerMove={(event) => chosen.value = at(event)}
          onPointerLeave={() => chosen.value = null}
          onClick={(event) => show(at(event))}
        >
          <rect class="hit" width={days.length} height="100" />
          {days.map(({ date, amount }, i) => {
            const height = amount === 0 ? 2 : Math.max(6, 100 * amount / most);
            return (
              <rect
                key={date}
                class={i === chosen.value
                  ? "column-bar is-chosen"
                  : amount === 0
                  ? "column-none"
                  : "column-bar"}
                x={i + 0.12}
                width={0.76}
                y={100 - height}
                height={height}
              />
            );
          })}
        </svg>
      </DaySlider>
      <p class="tile-note">
        {shown === undefined
          ? `${dollars(body.previous_amount)} in the range before`
          : paidSentence(shown)}
      </p>
    </>
  );
}

function Spenders({ spenders, scope }: {
  spenders: Resource<Answers["spenders"]>;
  scope: Record<string, string>;
}) {
  const known = spenders.loaded.value?.body;
  if (known === undefined || known.spenders.length === 0) return null;
  return (
    <>
      <h3 class="tile-part">Top spenders</h3>
      <ol class="people">
        {known.spenders.map((spender) => {
          const { conversation_id: chat, amount } = spender;
          const name = displayName(spender.withUser, chat);
          return (
            <li key={chat}>
              <a class="person" href={chatAddress(chat)}>
                <bdi class="truncate">{name}</bdi>
              </a>
              <span class="text-muted">
                {counted(spender.payments, "payment")}
              </span>
              <EvidenceNumber
                class="w-16 text-right font-medium"
                question={payments(
                  `Payments of ${name}`,
                  amount,
                  { ...scope, conversation_id: chat },
                )}
              >
                {dollars(amount)}
              </EvidenceNumber>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function payments(
  title: string,
  amount: number,
  params: Record<string, string>,
): EvidenceQuestion {
  return {
    title,
    value: dollars(amount),
    metric: "revenue",
    params,
    unit: "dollars",
  };
}

import { count } from "@/components/wording/number.ts";
import { dateTime } from "@/components/wording/time.ts";

/** A record that was set aside, with the reason. `at` is ISO 8601. */
export interface QuarantinedRecord {
  id: string;
  at: string;
  code: string;
  reason: string;
  record: string;
}

/** The records that were set aside; `total` may be more than are listed. */
export interface QuarantineList {
  total: number;
  records: QuarantinedRecord[];
}

/** The records that could not be read. */
export function Quarantine({ list }: { list: QuarantineList }) {
  const { total, records } = list;
  return (
    <section class="part" aria-labelledby="quarantine-title">
      <header class="topic-group">
        <h3 id="quarantine-title">Records that could not be read</h3>
        <p class="panel-aside">
          {total > records.length
            ? `showing ${count(records.length)} of ${count(total)}`
            : total > 0 && count(total)}
        </p>
      </header>
      {records.length === 0
        ? (
          <p class="part-empty">
            None: every record that arrived could be read.
          </p>
        )
        : (
          <div class="overflow-x-auto">
            <table class="records">
              <thead>
                <tr>
                  <th scope="col">Set aside</th>
                  <th scope="col">Reason</th>
                  <th scope="col">Record</th>
                </tr>
              </thead>
              <tbody>
                {records.map((entry) => (
                  <tr key={entry.id}>
                    <td class="whitespace-nowrap text-muted">
                      {dateTime(Date.parse(entry.at))}
                    </td>
                    <td>
                      <p>{entry.reason}</p>
                      <p class="font-mono text-xs text-muted">{entry.code}</p>
                    </td>
                    <td class="max-w-80">
                      <details>
                        <summary class="cursor-pointer">Show</summary>
                        <pre class="command mt-1 max-h-60"><code>{entry.record}</code></pre>
                      </details>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
    </section>
  );
}

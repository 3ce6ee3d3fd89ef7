/** Everything that is stored, to take away. */
export function Data() {
  return (
    <section class="panel" id="data" aria-labelledby="data-title">
      <header class="panel-head">
        <h2 id="data-title">Data</h2>
      </header>
      <div class="panel-body">
        <p class="text-muted">
          All that is stored of this account in one file, a record a line
          (NDJSON): the account and its creators, every conversation with its
          fan, every message as the Agent sent it, and what was decided about
          topics and time zone. It holds no passwords, tokens or links.
        </p>
        <p>
          <a href="/api/v1/export" download class="btn btn-sm">
            Download all data
          </a>
        </p>
        <p class="text-sm text-muted">
          An Agent on the command line reads it again with{" "}
          <code class="docs-code">--snapshot</code>. To delete data, erase a
          creator under <a href="#creators" class="underline">Creators</a>.
        </p>
      </div>
    </section>
  );
}

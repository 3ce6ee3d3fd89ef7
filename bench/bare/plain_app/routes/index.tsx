import { define } from "../define.ts";
import Counter from "../islands/Counter.tsx";

const LINES = Array.from({ length: 20 }, (_, i) => i + 1);

export default define.page(function PlainPage() {
  return (
    <main>
      <h1>A plain page</h1>
      <ul>
        {LINES.map((line) => <li key={line}>Line {line} of the page</li>)}
      </ul>
      <Counter from={3} />
    </main>
  );
});

/** Has the graph's whole copy compared, and what was refused sent again. */
export function Compare({ look, text }: { look: string; text: string }) {
  return (
    <form method="post" action="/settings#graph">
      <button type="submit" name="graph" value="compare" class={look}>
        {text}
      </button>
    </form>
  );
}

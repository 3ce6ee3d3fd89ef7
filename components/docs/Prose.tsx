/** A sentence with what stands in backticks as code. */
export function Prose({ text }: { text: string }) {
  return (
    <>
      {text.split("`").map((part, i) =>
        i % 2 === 0 ? part : <code key={i} class="docs-code">{part}</code>
      )}
    </>
  );
}

import { useSignal } from "@preact/signals";

/** Counts on from a number. */
export default function Counter({ from }: { from: number }) {
  const count = useSignal(from);
  return (
    <button type="button" onClick={() => count.value++}>
      {count} times
    </button>
  );
}

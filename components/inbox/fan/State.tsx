import type { Resource } from "@/components/live/resource.ts";
import { Problem } from "@/components/shell/Problem.tsx";

interface StateProps<T> {
  resource: Resource<T>;
  /** What is said until it is known. */
  reading: string;
}

/** What is said while a part of the panel is read, or where that failed. */
export function State<T>({ resource, reading }: StateProps<T>) {
  const problem = resource.problem.value;
  const isKnown = resource.loaded.value !== null;
  if (problem !== null) {
    return (
      <Problem class="fan-state" retry={() => resource.reload()}>
        {problem}
        {isKnown && " What was known is still shown."}
      </Problem>
    );
  }
  return isKnown ? null : <p class="fan-state" role="status">{reading}</p>;
}

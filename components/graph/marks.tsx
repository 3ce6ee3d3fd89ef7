import type { VertexLabel } from "@/lib/models/graph.ts";

/** The shapes of the picture, in a box from -10 to 10. */
const PATHS: Record<VertexLabel, string> = {
  Fan: "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z",
  ConversationNode:
    "M-5.5-7.5h11a2 2 0 0 1 2 2v11a2 2 0 0 1 -2 2h-11a2 2 0 0 1 -2-2v-11a2 2 0 0 1 2-2z",
  Topic: "M-9.6 0l4.8-8.3h9.6l4.8 8.3l-4.8 8.3h-9.6z",
  EngagementAction: "M0-9.5l9 15.6h-18z",
  InteractionOutcome: "M0-9.6l9.6 9.6l-9.6 9.6l-9.6-9.6z",
  Day:
    "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0 -18 0zM-4.2 0a4.2 4.2 0 1 1 8.4 0a4.2 4.2 0 1 1 -8.4 0z",
  Creator:
    "M0-9.8l2.6 6.2l6.7.6l-5.1 4.4l1.5 6.6l-5.7-3.5l-5.7 3.5l1.5-6.6l-5.1-4.4l6.7-.6z",
};

/** The mark of a label: its shape and colour, as in the picture. */
export function LabelMark({ label }: { label: VertexLabel }) {
  return (
    <svg
      class="graph-mark"
      data-label={label}
      viewBox="-10 -10 20 20"
      width="13"
      height="13"
      fill="currentColor"
      fill-rule="evenodd"
      aria-hidden="true"
    >
      <path d={PATHS[label]} />
    </svg>
  );
}

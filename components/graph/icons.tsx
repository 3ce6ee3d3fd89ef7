import { Icon } from "@/components/shell/icons.tsx";

/** Brings nearer. */
export function PlusIcon() {
  return (
    <Icon>
      <path d="M10 4.5v11M4.5 10h11" />
    </Icon>
  );
}

/** Takes back. */
export function MinusIcon() {
  return (
    <Icon>
      <path d="M4.5 10h11" />
    </Icon>
  );
}

/** Shows the whole. */
export function FitIcon() {
  return (
    <Icon>
      <path d="M3.8 7.4V3.8h3.6M12.6 3.8h3.6v3.6M16.2 12.6v3.6h-3.6M7.4 16.2H3.8v-3.6" />
    </Icon>
  );
}

/** Finds new places for all. */
export function ArrangeIcon() {
  return (
    <Icon>
      <circle cx="5" cy="6" r="2" />
      <circle cx="15" cy="5" r="2" />
      <circle cx="11" cy="15" r="2" />
      <path d="M7 5.8l6-.6M6 7.8l4 5.4M14.3 6.9l-2.6 6.2" />
    </Icon>
  );
}

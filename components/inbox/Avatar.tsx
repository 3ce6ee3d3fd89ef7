import { initials, tint } from "@/components/wording/people.ts";

interface AvatarProps {
  id: string;
  name: string;
  isOnline?: boolean;
}

/** A fan's letters, with a dot while online. For the eye only. */
export function Avatar({ id, name, isOnline = false }: AvatarProps) {
  return (
    <span class={`avatar-letters tint-${tint(id)}`} aria-hidden="true">
      {initials(name)}
      {isOnline && <span class="online" />}
    </span>
  );
}

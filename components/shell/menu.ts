/**
 * Has an open menu close when one goes on elsewhere, or presses Escape. Give it
 * to an effect; the returned function takes it back.
 */
export function closeWhenLeft(menu: HTMLDetailsElement | null): () => void {
  if (menu === null) return () => {};
  const outside = ({ target }: Event) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  };
  document.addEventListener("pointerdown", outside);
  document.addEventListener("focusin", outside);
  menu.addEventListener("keydown", escape);
  return () => {
    document.removeEventListener("pointerdown", outside);
    document.removeEventListener("focusin", outside);
    menu.removeEventListener("keydown", escape);
  };
}

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { CrossIcon } from "./icons.tsx";

interface SheetFrameProps {
  /** What the sheet is called; default: what the element of `titleId` says. */
  label?: string;
  titleId?: string;
  class?: string;
  /** The sheet is closed. */
  close(): void;
  /** What it holds; `dismiss` closes it. */
  children(dismiss: () => void): ComponentChildren;
}

/**
 * A sheet over the page, from the right. Escape and a press beside it close it,
 * and the focus goes back to where it was.
 */
export function SheetFrame(props: SheetFrameProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const dismiss = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      class={`sheet ${props.class ?? ""}`}
      aria-label={props.label}
      aria-labelledby={props.titleId}
      onClose={props.close}
      onClick={(event) => {
        if (event.target === dialog.current) dismiss();
      }}
    >
      {props.children(dismiss)}
    </dialog>
  );
}

interface SheetProps {
  titleId: string;
  title: string;
  /** Below the title. */
  subtitle?: ComponentChildren;
  /** What its content is called, which scrolls. */
  contentLabel: string;
  close(): void;
  children: ComponentChildren;
}

/** A sheet with a title, and a button that closes it. */
export function Sheet(props: SheetProps) {
  const { titleId, title, subtitle, contentLabel, close, children } = props;
  return (
    <SheetFrame titleId={titleId} close={close}>
      {(dismiss) => (
        <>
          <header class="sheet-head">
            <div class="min-w-0">
              <h2 id={titleId}>{title}</h2>
              {subtitle}
            </div>
            <button
              type="button"
              class="icon-button"
              aria-label="Close"
              onClick={dismiss}
            >
              <CrossIcon />
            </button>
          </header>
          <div
            class="sheet-body"
            tabIndex={0}
            role="group"
            aria-label={contentLabel}
          >
            {children}
          </div>
        </>
      )}
    </SheetFrame>
  );
}

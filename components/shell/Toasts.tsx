import { useEffect } from "preact/hooks";
import type { Toast, Toasts } from "./toasts.ts";
import { CrossIcon } from "./icons.tsx";

/** How long good news stays, ms: long enough to be read twice. */
const GOOD_NEWS_MS = 6_000;

/** What is said in passing, in a corner, and read out. */
export function ToastList({ toasts }: { toasts: Toasts }) {
  return (
    <div class="toasts" role="region" aria-label="Notifications">
      {toasts.shown.value.map((toast) => (
        <ToastCard
          key={toast.id}
          toast={toast}
          dismiss={() => toasts.dismiss(toast.id)}
        />
      ))}
    </div>
  );
}

function ToastCard({ toast, dismiss }: { toast: Toast; dismiss: () => void }) {
  useEffect(() => {
    if (toast.tone !== "good") return;
    const timer = setTimeout(dismiss, GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div
      class="toast-card"
      data-tone={toast.tone}
      role={toast.tone === "bad" ? "alert" : "status"}
    >
      <p class="min-w-0 flex-1">
        {toast.text}
        {toast.detail !== undefined && (
          <span class="mt-0.5 block text-sm text-muted wrap-anywhere">
            {toast.detail}
          </span>
        )}
      </p>
      <button
        type="button"
        class="icon-button"
        aria-label="Dismiss"
        onClick={dismiss}
      >
        <CrossIcon />
      </button>
    </div>
  );
}

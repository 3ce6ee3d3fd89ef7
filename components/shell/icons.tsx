import type { ComponentChildren } from "preact";

/** The frame of every icon: 20 by 20 units, in the colour of the text. */
export function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** The light theme. */
export function SunIcon() {
  return (
    <Icon>
      <circle cx="10" cy="10" r="3.4" />
      <path d="M10 2.4v1.8M10 15.8v1.8M2.4 10h1.8M15.8 10h1.8M4.6 4.6l1.3 1.3M14.1 14.1l1.3 1.3M15.4 4.6l-1.3 1.3M5.9 14.1l-1.3 1.3" />
    </Icon>
  );
}

/** The dark theme. */
export function MoonIcon() {
  return (
    <Icon>
      <path d="M16.4 11.9A6.9 6.9 0 0 1 8.1 3.6a6.9 6.9 0 1 0 8.3 8.3Z" />
    </Icon>
  );
}

/** The device's own theme. */
export function ScreenIcon() {
  return (
    <Icon>
      <rect x="2.8" y="3.8" width="14.4" height="9.6" rx="1.6" />
      <path d="M7.4 16.6h5.2M10 13.4v3.2" />
    </Icon>
  );
}

/** Rapport's mark: two voices that overlap. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <rect width="32" height="32" rx="8" class="fill-primary" />
      <path
        d="M6.5 16.5h3l2.6-6.5 4.6 12 3.4-8.6 1.7 3.1h3.7"
        fill="none"
        class="stroke-primary-content"
        stroke-width="2.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** Closes, dismisses. */
export function CrossIcon() {
  return (
    <Icon>
      <path d="M5 5l10 10M15 5L5 15" />
    </Icon>
  );
}

/** Looks for something. */
export function SearchIcon() {
  return (
    <Icon>
      <circle cx="8.8" cy="8.8" r="5.4" />
      <path d="M12.9 12.9l4.3 4.3" />
    </Icon>
  );
}

/** Goes back. */
export function BackIcon() {
  return (
    <Icon>
      <path d="M12.5 4.5L7 10l5.5 5.5" />
    </Icon>
  );
}

/** Takes something out of the page as a file. */
export function DownloadIcon() {
  return (
    <Icon>
      <path d="M10 3.2v9M6.4 8.8L10 12.4l3.6-3.6M3.6 16.4h12.8" />
    </Icon>
  );
}

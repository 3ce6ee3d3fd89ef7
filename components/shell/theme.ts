/** The appearances to choose from; `system` follows the device. */
export const THEMES = ["light", "dark", "system"] as const;
export type Theme = typeof THEMES[number];

/** The cookie that remembers the choice; the page is rendered in it. */
const COOKIE = "theme";
const A_YEAR_S = 365 * 24 * 60 * 60;

function isTheme(value: string | undefined): value is Theme {
  return THEMES.some((theme) => theme === value);
}

/** The theme that a `Cookie` header asks for; `system` if it asks for none. */
export function themeOf(cookies: string | null): Theme {
  const found = (cookies ?? "").split(";")
    .map((pair) => pair.trim().split("="))
    .find(([name]) => name === COOKIE)?.[1];
  return isTheme(found) ? found : "system";
}

/** The cookie, for `document.cookie`, that remembers `theme` for a year. */
export function themeCookie(theme: Theme, secure: boolean): string {
  return `${COOKIE}=${theme}; path=/; max-age=${A_YEAR_S}; samesite=lax${
    secure ? "; secure" : ""
  }`;
}

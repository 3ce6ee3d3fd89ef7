import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { MoonIcon, ScreenIcon, SunIcon } from "@/components/shell/icons.tsx";
import { type Theme, themeCookie, THEMES } from "@/components/shell/theme.ts";

const FACES = {
  light: { name: "Light", icon: SunIcon },
  dark: { name: "Dark", icon: MoonIcon },
  system: { name: "As on this device", icon: ScreenIcon },
} as const;

/** Said when a theme was chosen, so that all switches of a page agree. */
const CHOSEN = "rapport-theme";

function choose(theme: Theme): void {
  document.cookie = themeCookie(theme, location.protocol === "https:");
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  dispatchEvent(new CustomEvent<Theme>(CHOSEN, { detail: theme }));
}

interface ThemeSwitchProps {
  theme: Theme;
  /** The name of its buttons; a page with several switches needs several. */
  group?: string;
}

/** Light, dark, or as the device; remembered, and rendered so from then on. */
export default function ThemeSwitch(props: ThemeSwitchProps) {
  const { group = "theme" } = props;
  const current = useSignal(props.theme);
  useEffect(() => {
    const follow = (event: Event) => {
      if (event instanceof CustomEvent) current.value = event.detail;
    };
    addEventListener(CHOSEN, follow);
    return () => removeEventListener(CHOSEN, follow);
  }, []);
  return (
    <fieldset class="theme-switch">
      <legend class="sr-only">Appearance</legend>
      {THEMES.map((theme) => {
        const { name, icon: Face } = FACES[theme];
        return (
          <label key={theme} title={name}>
            <input
              type="radio"
              name={group}
              value={theme}
              class="sr-only"
              checked={current.value === theme}
              onChange={() => choose(theme)}
            />
            <Face />
            <span class="sr-only">{name}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

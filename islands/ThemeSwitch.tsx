import { useSignal } from "@preact/signals";
import { MoonIcon, ScreenIcon, SunIcon } from "@/components/shell/icons.tsx";
import { type Theme, themeCookie, THEMES } from "@/components/shell/theme.ts";

const FACES = {
  light: { name: "Light", icon: SunIcon },
  dark: { name: "Dark", icon: MoonIcon },
  system: { name: "As on this device", icon: ScreenIcon },
} as const;

function choose(theme: Theme): void {
  document.cookie = themeCookie(theme, location.protocol === "https:");
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

/** Light, dark, or as the device; remembered, and rendered so from then on. */
export default function ThemeSwitch(props: { theme: Theme }) {
  const current = useSignal(props.theme);
  return (
    <fieldset class="theme-switch">
      <legend class="sr-only">Appearance</legend>
      {THEMES.map((theme) => {
        const { name, icon: Face } = FACES[theme];
        return (
          <label key={theme} title={name}>
            <input
              type="radio"
              name="theme"
              value={theme}
              class="sr-only"
              checked={current.value === theme}
              onChange={() => {
                current.value = theme;
                choose(theme);
              }}
            />
            <Face />
            <span class="sr-only">{name}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

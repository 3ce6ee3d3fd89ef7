import type { Theme } from "@/components/shell/theme.ts";
import ThemeSwitch from "@/islands/ThemeSwitch.tsx";

/** Light, dark, or as the device. */
export function Appearance({ theme }: { theme: Theme }) {
  return (
    <section class="panel" id="appearance" aria-labelledby="appearance-title">
      <header class="panel-head">
        <h2 id="appearance-title">Appearance</h2>
      </header>
      <div class="panel-body">
        <div class="appearance">
          <p class="text-muted">
            Light, dark, or as this device has it. This browser remembers it.
          </p>
          <ThemeSwitch theme={theme} group="theme-setting" />
        </div>
      </div>
    </section>
  );
}

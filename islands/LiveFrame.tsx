import type { ComponentChildren } from "preact";
import { LivePage } from "@/components/live/LivePage.tsx";
import type { PageSeed } from "@/components/live/page.ts";
import type { PageName } from "@/components/shell/Shell.tsx";

interface LiveFrameProps {
  seed: PageSeed;
  current: PageName;
  children: ComponentChildren;
}

/** The live shell around a page that the server renders. */
export default function LiveFrame({ seed, current, children }: LiveFrameProps) {
  return <LivePage seed={seed} current={current}>{children}</LivePage>;
}

import {
  Dashboard,
  type DashboardSeed,
} from "@/components/dashboard/Dashboard.tsx";
import { LivePage } from "@/components/live/LivePage.tsx";
import type { PageSeed } from "@/components/live/page.ts";

interface LiveDashboardProps {
  seed: PageSeed;
  dashboard: DashboardSeed;
}

/** The dashboard: rendered from the seed, then live. */
export default function LiveDashboard({ seed, dashboard }: LiveDashboardProps) {
  return (
    <LivePage seed={seed} current="Dashboard">
      <h1 class="sr-only">Dashboard</h1>
      <Dashboard seed={dashboard} />
    </LivePage>
  );
}

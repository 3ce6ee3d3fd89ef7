import { launchProfile, type Profile } from "@/tests/extension/profile.ts";
import {
  type Lookalike,
  type LookalikeOptions,
  startLookalike,
} from "@/tests/lookalike/site.ts";
import { Visit } from "@/tests/lookalike/visit.ts";
import type { Processes } from "../processes.ts";

/** A creator at work in a browser of their own. */
export interface AtWork {
  profile: Profile;
  visit: Visit;
}

/** Builds the extension for pages of the look-alike; gives its folder. */
export async function buildExtension(processes: Processes): Promise<string> {
  const folder = await processes.folder();
  const child = processes.start(
    ["task", "--quiet", "ext:build", "--mode", "lookalike"],
    { RAPPORT_EXTENSION_OUT: folder },
  );
  const { success } = await child.status;
  if (!success) throw new Error("The extension was not built.");
  return `${folder}/chrome-mv3-lookalike`;
}

/** A site that ends with the benchmark. */
export async function openSite(
  processes: Processes,
  options: LookalikeOptions,
): Promise<Lookalike> {
  const site = await startLookalike(options);
  processes.keep({ [Symbol.asyncDispose]: () => site.close() });
  return site;
}

/** A new browser, with the extension of a folder or none, signed in to a site. */
export async function signIn(
  processes: Processes,
  site: Lookalike,
  extension: string | null,
): Promise<AtWork> {
  const profile = await launchProfile(extension, await processes.folder());
  processes.keep({ [Symbol.asyncDispose]: () => profile.context.close() });
  const visit = await Visit.begin(profile.context, site);
  await visit.signIn(site.creator().user.name);
  return { profile, visit };
}

/** Resolves when `look` says so; rejects after `patienceMs`. */
export async function until(
  what: string,
  patienceMs: number,
  look: () => Promise<boolean>,
): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!await look()) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Time between two looks at how far something is, in ms. */
export const LOOK_EVERY_MS = 200;

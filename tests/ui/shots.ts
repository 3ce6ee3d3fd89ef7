/**
 * Takes pictures of every page, light and dark, wide and narrow, into `shots/`.
 * @module
 */
import { parseArgs } from "node:util";
import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
} from "@/lib/fresh/tests/chromium.ts";
import { Processes, ROOT } from "@/bench/processes.ts";
import { openView, type View, VIEWS } from "./views.ts";
import { LOOKS, signIn, WIDE, Windows } from "./windows.ts";

const USAGE = `deno task shots [--readme]

Takes a picture of every page of the demo, light and dark, 1440 and 768 pixels
wide, into shots/.

  --readme   take the pictures that the README shows, into docs/images/`;

const FOLDER = `${ROOT}/shots`;
const README_FOLDER = `${ROOT}/docs/images`;
/** What the README shows, by the name of the view. */
const README_VIEWS = ["Dashboard", "Inbox with a conversation", "Graph"];

/** How long a page is given to draw what it has loaded, in ms. */
const DRAWN_MS = 1_500;

interface Shot {
  view: View;
  viewport: { width: number; height: number };
  colorScheme: "light" | "dark";
  file: string;
}

function allShots(): Shot[] {
  return VIEWS.flatMap((view) =>
    LOOKS.map(({ viewport, colorScheme }) => ({
      view,
      viewport,
      colorScheme,
      file: `${FOLDER}/${fileName(view)}-${viewport.width}-${colorScheme}.png`,
    }))
  );
}

function readmeShots(): Shot[] {
  return README_VIEWS.flatMap((name) => {
    const view = VIEWS.find((view) => view.name === name);
    if (view === undefined) throw new Error(`There is no view ${name}.`);
    return {
      view,
      viewport: WIDE,
      colorScheme: "light" as const,
      file: `${README_FOLDER}/${fileName(view)}.png`,
    };
  });
}

function fileName({ name }: View): string {
  return name.toLowerCase().replaceAll(" ", "-");
}

/** A browser that is signed in to a demo. */
async function openWindows(
  processes: Processes,
  chromium: string,
): Promise<Windows> {
  const args = ["run", "-A", "lib/demo/main.ts", "--port", "0", "--json"];
  const child = processes.start(args);
  const { url, login_url } = JSON.parse(await child.next((line) => line));
  return await Windows.launch(chromium, {
    origin: url,
    cookie: await signIn(login_url),
  });
}

async function take(windows: Windows, shots: readonly Shot[]): Promise<void> {
  for (const { view, viewport, colorScheme, file } of shots) {
    const page = await openView(windows, view, { viewport, colorScheme });
    await page.waitForTimeout(DRAWN_MS);
    await page.screenshot({ path: file });
    await page.context().close();
    console.log(file);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      readme: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    Deno.exit(0);
  }
  const chromium = chromiumPath();
  if (chromium === null) {
    console.error(HOW_TO_GET_CHROMIUM);
    Deno.exit(1);
  }
  const shots = values.readme ? readmeShots() : allShots();
  const folder = values.readme ? README_FOLDER : FOLDER;
  await Deno.mkdir(folder, { recursive: true });
  const processes = new Processes();
  try {
    const windows = await openWindows(processes, chromium);
    await take(windows, shots);
    for (const problem of await windows.tidy()) console.error(problem);
    await windows.close();
  } finally {
    await processes.end();
  }
}

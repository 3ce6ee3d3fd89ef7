/**
 * Builds the extension for tests.
 * @module
 */
import { ROOT, taskArguments, temporaryFolder } from "../process.ts";

/** How the extension is to be built. */
export interface BuildOptions {
  /** `lookalike`: for pages of `http://localhost`; default. */
  mode?: "lookalike" | "production";
  browser?: "chrome" | "firefox";
  /** `zip` makes a package; default: an unpacked folder. */
  task?: "ext:build" | "ext:zip";
}

/** Builds it into a folder of its own; gives the folder that holds the result. */
export async function buildExtension(
  { mode = "lookalike", browser = "chrome", task = "ext:build" }: BuildOptions =
    {},
): Promise<string> {
  const folder = await temporaryFolder();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...await taskArguments(task), "--mode", mode, "-b", browser],
    cwd: ROOT,
    env: { RAPPORT_EXTENSION_OUT: folder, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const said = new TextDecoder();
  if (!success) {
    throw new Error(
      `The extension was not built:\n${said.decode(stdout)}${
        said.decode(stderr)
      }`,
    );
  }
  return folder;
}

/** The unpacked extension in a folder that {@linkcode buildExtension} gave. */
export async function unpackedIn(folder: string): Promise<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) return `${folder}/${name}`;
  }
  throw new Error(`There is no extension in ${folder}`);
}

import { useSignal } from "@preact/signals";
import { csvOf, download } from "@/components/charts/download.ts";
import { type Picture, pngOf } from "@/components/charts/picture.tsx";
import { useLivePage } from "@/components/live/page.ts";
import { DownloadIcon } from "@/components/shell/icons.tsx";

interface CsvButtonProps {
  /** What the table is of. */
  what: string;
  path: string;
  /** The file's name, without its ending. */
  file: string;
}

/** Downloads an answer of the REST API as a table. */
export function CsvButton({ what, path, file }: CsvButtonProps) {
  return (
    <FileButton
      kind="CSV"
      what={what}
      name={`${file}.csv`}
      make={() => csvOf(path)}
    />
  );
}

interface PngButtonProps {
  /** Drawn when it is asked for. */
  picture: () => Picture;
  /** What the picture is of. */
  what: string;
  /** The file's name, without its ending. */
  file: string;
}

/** Downloads a chart as a picture. */
export function PngButton({ what, picture, file }: PngButtonProps) {
  return (
    <FileButton
      kind="PNG"
      what={what}
      name={`${file}.png`}
      make={() => pngOf(picture())}
    />
  );
}

interface FileButtonProps {
  kind: string;
  what: string;
  name: string;
  make(): Promise<Blob>;
}

function FileButton({ kind, what, name, make }: FileButtonProps) {
  const { toasts } = useLivePage();
  const isBusy = useSignal(false);
  const press = async () => {
    if (isBusy.value) return;
    isBusy.value = true;
    try {
      download(await make(), name);
    } catch (error) {
      toasts.say({
        tone: "bad",
        text: `${name} could not be made.`,
        ...(error instanceof Error ? { detail: error.message } : {}),
      });
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <button
      type="button"
      class="export"
      aria-busy={isBusy.value}
      title={`Download ${what} as ${kind}`}
      onClick={press}
    >
      <DownloadIcon />
      {kind}
      <span class="sr-only">of {what}</span>
    </button>
  );
}

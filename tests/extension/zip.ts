/**
 * Reads zip files, as far as packages are such.
 * @module
 */

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DEFLATED = 8;

/** The files of a zip by their path; throws where it is none. */
export async function filesOf(
  zip: Uint8Array<ArrayBuffer>,
): Promise<Map<string, Uint8Array>> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = endOf(view);
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32]
      .map((field) => view.getUint16(at + field, true));
    const from = at + ENTRY_BYTES;
    const to = from + (name ?? 0);
    const path = new TextDecoder().decode(zip.subarray(from, to));
    if (!path.endsWith("/")) files.set(path, await contentAt(zip, view, at));
    at = to + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}

/** Where the list of entries ends. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  throw new Error("This is no zip file.");
}

/** What an entry of the list stands for. */
async function contentAt(
  zip: Uint8Array<ArrayBuffer>,
  view: DataView,
  entry: number,
): Promise<Uint8Array> {
  const method = view.getUint16(entry + 10, true);
  const size = view.getUint32(entry + 20, true);
  const local = view.getUint32(entry + 42, true);
  const begin = local + LOCAL_BYTES + view.getUint16(local + 26, true) +
    view.getUint16(local + 28, true);
  const data = zip.subarray(begin, begin + size);
  if (method !== DEFLATED) return data;
  const inflated = new Blob([data]).stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}

const TEXT = "; charset=utf-8";

const TYPES: Record<string, string> = {
  avif: "image/avif",
  css: "text/css" + TEXT,
  csv: "text/csv" + TEXT,
  gif: "image/gif",
  html: "text/html" + TEXT,
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript" + TEXT,
  json: "application/json" + TEXT,
  map: "application/json" + TEXT,
  md: "text/markdown" + TEXT,
  mjs: "text/javascript" + TEXT,
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  ogg: "audio/ogg",
  otf: "font/otf",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml" + TEXT,
  ttf: "font/ttf",
  txt: "text/plain" + TEXT,
  wasm: "application/wasm",
  wav: "audio/wav",
  webm: "video/webm",
  webmanifest: "application/manifest+json" + TEXT,
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
  xml: "application/xml" + TEXT,
  zip: "application/zip",
};

/** The media type of a file, by the extension of its name. */
export function contentType(path: string): string {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return TYPES[extension] ?? "application/octet-stream";
}

/** Hands a file to whoever reads the page, under that name. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}

/**
 * An answer of the REST API as a table; throws with what the service says where
 * it gives none.
 */
export async function csvOf(path: string): Promise<Blob> {
  const response = await fetch(path, { headers: { accept: "text/csv" } });
  if (response.ok) return await response.blob();
  if (response.status === 401) location.assign("/login?reason=expired");
  const problem = await response.json().catch(() => null);
  throw new Error(problem?.detail ?? "The service gave no table.");
}

/** Which version was saved a moment ago; the page of the form says so once. */
let saved: { readonly id: string; readonly version: string } | null = null;

export function noteSaved(id: string, version: string): void {
  saved = { id, version };
}

/** The version, for the page of that form and only once; null otherwise. */
export function takeSaved(id: string): string | null {
  const version = saved?.id === id ? saved.version : null;
  saved = null;
  return version;
}

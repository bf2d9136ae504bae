/** A browser store that may be missing, forbidden or full (private mode): then nothing is kept, and that is known. */
export interface Shelf {
  get(name: string): string | null;
  /** @returns whether it was kept */
  put(name: string, text: string): boolean;
  remove(name: string): void;
}

export function shelf(open: () => Storage): Shelf {
  return {
    get: (name) => attempt(() => open().getItem(name), null),
    put: (name, text) =>
      attempt(() => {
        open().setItem(name, text);
        return true;
      }, false),
    remove: (name) => attempt(() => open().removeItem(name), undefined),
  };
}

function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

/** Ends with the tab: the ticket in hand and its receipts. */
export const tabShelf = shelf(() => window.sessionStorage);

/** Stays on the phone: sealed drafts only. */
export const phoneShelf = shelf(() => window.localStorage);

/** Whether drafts survive on this phone. */
export function keepsDrafts(): boolean {
  const name = "plumbline/probe";
  const isKept = phoneShelf.put(name, "1") && phoneShelf.get(name) === "1";
  phoneShelf.remove(name);
  return isKept;
}

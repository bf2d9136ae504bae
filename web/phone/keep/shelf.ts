import { isKiosk } from "../kiosk/is-kiosk.ts";

/** A browser store that may be missing, forbidden or full (private mode): then nothing is kept, and that is known. */
export interface Shelf {
  get(name: string): string | null;
  /** @returns whether it was kept */
  put(name: string, text: string): boolean;
  remove(name: string): void;
}

/** A shelf that tells whether leaving the page would lose anything put on it. */
export interface WatchedShelf extends Shelf {
  isAllKept(): boolean;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** What the store does not take lasts as long as the page, so that a step back loses nothing. */
export function shelf(open: () => Store): WatchedShelf {
  const lasting = new Map<string, string>();
  return {
    isAllKept: () => lasting.size === 0,
    get: (name) => lasting.get(name) ?? attempt(() => open().getItem(name), null),
    put: (name, text) => {
      lasting.delete(name);
      const isKept = attempt(() => {
        open().setItem(name, text);
        return true;
      }, false);
      if (!isKept) lasting.set(name, text);
      return isKept;
    },
    remove: (name) => {
      lasting.delete(name);
      attempt(() => open().removeItem(name), undefined);
    },
  };
}

function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

/** All that the group's tablet keeps of a person; it ends with the page. */
export const pageMemory = new Map<string, string>();

const memoryStore: Store = {
  getItem: (name) => pageMemory.get(name) ?? null,
  setItem: (name, text) => void pageMemory.set(name, text),
  removeItem: (name) => void pageMemory.delete(name),
};

/** Ends with the tab: the ticket in hand and its receipts. */
export const tabShelf = shelf(() => (isKiosk() ? memoryStore : window.sessionStorage));

/** Stays on the phone: sealed drafts only. */
export const phoneShelf = shelf(() => (isKiosk() ? memoryStore : window.localStorage));

/** Whether the tablet holds answers not yet submitted. */
export const holdsDrafts = (): boolean =>
  [...pageMemory.keys()].some((name) => name.startsWith("plumbline/draft/"));

/** Whether all that was filled in so far outlives the page; on the tablet nothing does, and it says so in its own words. */
export const isDraftKept = (): boolean => phoneShelf.isAllKept();

/** Whether drafts survive on this phone. */
export function keepsDrafts(): boolean {
  const name = "plumbline/probe";
  const isKept = phoneShelf.put(name, "1") && phoneShelf.get(name) === "1";
  phoneShelf.remove(name);
  return isKept;
}

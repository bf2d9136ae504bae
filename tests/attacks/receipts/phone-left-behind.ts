/** What somebody finds on a phone: everything the page can keep there. */
import type { Page } from "playwright-core";
import { draftBox, type Draft } from "../../../web/phone/keep/drafts.ts";

export interface LeftBehind {
  readonly local: Readonly<Record<string, string>>;
  readonly tab: Readonly<Record<string, string>>;
  readonly databases: number;
  readonly caches: number;
  readonly workers: number;
  readonly cookies: string;
  readonly address: string;
  readonly windowName: string;
  readonly historyState: string;
}

export const leftBehind = (page: Page): Promise<LeftBehind> =>
  page.evaluate(async () => ({
    local: { ...localStorage },
    tab: { ...sessionStorage },
    databases: (await indexedDB.databases()).length,
    caches: "caches" in window ? (await caches.keys()).length : 0,
    workers: "serviceWorker" in navigator ? (await navigator.serviceWorker.getRegistrations()).length : 0,
    cookies: document.cookie,
    address: location.href,
    windowName: window.name,
    historyState: JSON.stringify(history.state),
  }));

/** The draft of a form, for whoever has both the phone and the slip's code. */
export function draftIn(phone: LeftBehind, code: string, poll: string, instrument: string): Draft | null {
  const place = { get: (name: string) => phone.local[name] ?? null, put: () => false, remove: () => {} };
  return draftBox(code, poll, (length) => new Uint8Array(length), place).read(instrument);
}

/**
 * The way through the console: which address is shown, and the number of each entry of the browser's history. Going back
 * or forward brings an entry's place on its page back; a new page begins at its top. Typed changes are asked about first.
 */
import { useSyncExternalStore } from "react";
import { pageOf } from "./page-of.ts";
import { beginAtTop, bringBack, noticeHands, placeNow, type Place } from "./place.ts";
import { askFirst, hasUnsaved } from "./unsaved.ts";

interface Entry {
  /** Counted along this tab's way. */
  readonly entry: number;
  /** Where the page stood last; it outlives a reload. */
  readonly place?: Place;
}

const places = new Map<number, Place>();
const listeners = new Set<() => void>();
let entry = 0;
let shown = "/";
let noting: ReturnType<typeof setTimeout> | undefined;

const SETTLED_MS = 250;

const addressNow = (): string => `/${location.hash.replace(/^#?\/?/, "")}`;

const entryOf = (state: unknown): Entry | null => {
  const said = state as Partial<Entry> | null;
  return typeof said?.entry === "number" ? (said as Entry) : null;
};

/** Begins to keep the way. Call once, before the console is drawn. */
export function keepWay(): void {
  history.scrollRestoration = "manual";
  shown = addressNow();
  const here = entryOf(history.state);
  entry = here?.entry ?? 0;
  history.replaceState({ entry } satisfies Entry, "");
  if (here?.place) bringBack(here.place);
  noticeHands();
  addEventListener("hashchange", arrive);
  addEventListener("scroll", notePlaceSoon, { capture: true, passive: true });
}

/** The address behind `#` for wouter, and the act that goes to another. */
export const useWay = (): [string, typeof go] => [useSyncExternalStore(watch, () => shown), go];
useWay.hrefs = (href: string): string => `#${href}`;

function go(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const next = `/${to.replace(/^#?\/?/, "")}`;
  const move = (): void => {
    // An address entered once more, as it stands there, has taken the number off its entry.
    if (!replace) history.replaceState({ entry, place: placeNow() } satisfies Entry, "");
    const state: Entry = { entry: replace ? entry : entry + 1 };
    history[replace ? "replaceState" : "pushState"](state, "", `#${next}`);
    dispatchEvent(new Event("hashchange"));
  };
  if (next !== shown && hasUnsaved()) askFirst(move);
  else move();
}

/** The browser stands at another address; the page still shows the one before. */
function arrive(): void {
  const next = addressNow();
  const known = entryOf(history.state);
  const to = known?.entry ?? entry + 1;
  if (!known) history.replaceState({ entry: to } satisfies Entry, "");
  if (next !== shown && hasUnsaved()) {
    // The browser has gone already: back to what is typed, then the question.
    const steps = to - entry;
    history.go(-steps);
    askFirst(() => history.go(steps));
    return;
  }
  places.set(entry, placeNow());
  const place = to === entry ? undefined : (places.get(to) ?? known?.place);
  const isOther = pageOf(next) !== pageOf(shown);
  entry = to;
  shown = next;
  if (known && place) bringBack(place);
  else if (isOther) beginAtTop();
  for (const listener of listeners) listener();
}

/** Once nothing scrolls any more. */
function notePlaceSoon(): void {
  clearTimeout(noting);
  noting = setTimeout(() => {
    // The browser may stand at another entry of its history before it says so.
    if (addressNow() === shown) history.replaceState({ entry, place: placeNow() } satisfies Entry, "");
  }, SETTLED_MS);
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

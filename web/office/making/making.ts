/**
 * Files with tickets, made while they are downloaded. The work goes on when its dialog is closed and shows itself again
 * when that is opened; it ends when it is stopped or the page is left. Nothing of a file stays in the page afterwards.
 */
import { useSyncExternalStore } from "react";
import { nameOfAnswer, saveFile } from "../parts/save-file.ts";
import { holdPage, letPageGo } from "../way/hold-page.ts";
import { pageCounter } from "./count-pages.ts";

export interface Making {
  readonly state: "making" | "done" | "stopped" | "failed";
  readonly bytes: number;
  readonly pages: number;
  /** 0 = not known. */
  readonly ofPages: number;
  /** What was refused, when it failed. */
  readonly error: unknown;
}

export interface Order {
  readonly ask: (signal: AbortSignal) => Promise<Response>;
  /** Once it is done, stopped or failed. */
  readonly settled: () => void;
}

interface Made {
  readonly file: Blob;
  /** As the server names it. */
  readonly name: string;
}

/** Replaced at every change, as a store that is watched must be. */
let works: ReadonlyMap<string, Making> = new Map();
const stops = new Map<string, AbortController>();
const watchers = new Set<() => void>();
const NEW: Making = { state: "making", bytes: 0, pages: 0, ofPages: 0, error: null };

/** Shown at most this often, so that drawing the numbers never slows the reading. */
const SHOWN_MS = 100;

export function make(key: string, { ask, settled }: Order): void {
  if (stops.has(key)) return;
  const stop = new AbortController();
  stops.set(key, stop);
  replace(new Map([...works, [key, NEW]]));
  holdPage(stop);
  void read(key, ask, stop.signal)
    .then(
      ({ file, name }) => {
        saveFile(file, name);
        change(key, { state: "done" });
      },
      (error: unknown) =>
        change(key, stop.signal.aborted ? { state: "stopped" } : { state: "failed", error }),
    )
    .finally(() => {
      stops.delete(key);
      letPageGo(stop);
      settled();
    });
}

export const stopMaking = (key: string): void => stops.get(key)?.abort();

/** What is being made, or was made last, by key. */
export const useMakings = (): ReadonlyMap<string, Making> => useSyncExternalStore(watch, () => works);

/** Forgets how those of these keys ended that have: the next dialog begins anew. */
export const forgetMade = (keys: readonly string[]): void =>
  replace(new Map([...works].filter(([key]) => stops.has(key) || !keys.includes(key))));

async function read(key: string, ask: Order["ask"], signal: AbortSignal): Promise<Made> {
  const response = await ask(signal);
  const ofPages = Number(response.headers.get("x-plumbline-pages") ?? 0);
  const countPages = pageCounter();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, pages, shownAt] = [0, 0, 0];
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || value === undefined) break;
    parts.push(value);
    bytes += value.length;
    if (ofPages > 0) pages = countPages(value);
    if (performance.now() - shownAt < SHOWN_MS) continue;
    shownAt = performance.now();
    change(key, { bytes, pages, ofPages });
  }
  change(key, { bytes, pages, ofPages });
  return { file: new Blob(parts), name: nameOfAnswer(response) };
}

const change = (key: string, changes: Partial<Making>): void =>
  replace(new Map([...works, [key, { ...(works.get(key) ?? NEW), ...changes }]]));

function replace(next: ReadonlyMap<string, Making>): void {
  works = next;
  for (const told of watchers) told();
}

function watch(told: () => void): () => void {
  watchers.add(told);
  return () => void watchers.delete(told);
}

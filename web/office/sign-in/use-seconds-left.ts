import { useSyncExternalStore } from "react";

const TICK_MS = 250;

function subscribe(tick: () => void): () => void {
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}

/** Whole seconds until `endsAt` (in the time of `performance.now()`), counted down to 0. */
export const useSecondsLeft = (endsAt: number): number =>
  useSyncExternalStore(subscribe, () => Math.max(0, Math.ceil((endsAt - performance.now()) / 1000)));

/** Looks every few seconds whether the machine under the server still does its part, and says so when that changes. */
import { isOutOfFiles } from "./store/sqlite/sqlite-refusal.ts";
import { machine } from "../web/text/machine.ts";

/** A clock that is corrected a little is no fault. */
const SET_BACK_MS = 60_000;

export interface WatchedMachine {
  /** Whether the stores take writes. */
  readonly canWrite: () => boolean;
  readonly clock: () => Date;
  /** Milliseconds that no clock moves back. */
  readonly sinceStartMs?: () => number;
  readonly canOpenFiles?: () => boolean;
}

/**
 * @param tell one sentence for whoever sees the window of the server; nothing about anybody who answers
 * @returns looks once
 */
export function watchMachine(
  {
    canWrite,
    clock,
    sinceStartMs = () => performance.now(),
    canOpenFiles = () => !isOutOfFiles(),
  }: WatchedMachine,
  tell: (sentence: string) => void,
): () => void {
  const disk = whenChanged(canWrite, machine.diskFull, machine.diskAgain, tell);
  const files = whenChanged(canOpenFiles, machine.outOfFiles, machine.filesAgain, tell);
  let aheadMs = clock().getTime() - sinceStartMs();
  return () => {
    disk();
    files();
    const nowAheadMs = clock().getTime() - sinceStartMs();
    if (nowAheadMs < aheadMs - SET_BACK_MS) tell(machine.clockSetBack);
    aheadMs = nowAheadMs;
  };
}

function whenChanged(
  isWell: () => boolean,
  lost: string,
  again: string,
  tell: (sentence: string) => void,
): () => void {
  let wasWell = true;
  return () => {
    const isNow = isWell();
    if (isNow !== wasWell) tell(isNow ? again : lost);
    wasWell = isNow;
  };
}

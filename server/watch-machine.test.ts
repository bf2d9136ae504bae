import { describe, expect, it } from "vitest";
import { machine } from "../web/text/machine.ts";
import { watchMachine } from "./watch-machine.ts";

/** A machine whose parts can be taken away, and what was said of it. */
function watched() {
  const state = { disk: true, files: true, nowMs: Date.parse("2026-11-20T08:00:00Z"), sinceStartMs: 0 };
  const said: string[] = [];
  const look = watchMachine(
    {
      canWrite: () => state.disk,
      canOpenFiles: () => state.files,
      clock: () => new Date(state.nowMs),
      sinceStartMs: () => state.sinceStartMs,
    },
    (sentence) => said.push(sentence),
  );
  const pass = (ms: number): void => {
    state.nowMs += ms;
    state.sinceStartMs += ms;
    look();
  };
  return { state, said, pass };
}

describe("watchMachine", () => {
  it("says nothing while everything is well", () => {
    const { said, pass } = watched();
    for (let i = 0; i < 100; i += 1) pass(5_000);
    expect(said).toEqual([]);
  });

  it("says once that the disk takes nothing, and once that it does again", () => {
    const { state, said, pass } = watched();
    state.disk = false;
    for (let i = 0; i < 3; i += 1) pass(5_000);
    state.disk = true;
    for (let i = 0; i < 3; i += 1) pass(5_000);
    expect(said).toEqual([machine.diskFull, machine.diskAgain]);
  });

  it("says once that no file can be opened, and once that it can again", () => {
    const { state, said, pass } = watched();
    state.files = false;
    pass(5_000);
    pass(5_000);
    state.files = true;
    pass(5_000);
    expect(said).toEqual([machine.outOfFiles, machine.filesAgain]);
  });

  it("says once that the clock was set back, and nothing of a small correction, a clock set ahead or a sleep", () => {
    const { state, said, pass } = watched();
    state.nowMs -= 30_000;
    pass(5_000);
    state.nowMs += 3_600_000;
    pass(5_000);
    expect(said).toEqual([]);
    state.nowMs -= 3_600_000;
    pass(5_000);
    pass(5_000);
    expect(said).toEqual([machine.clockSetBack]);
  });
});

/**
 * Promise P1 for an open link: the attacker has listened to the server and knows every blinded message in the order in
 * which they came, and holds every file. Nothing of them is kept, and nothing joins what is.
 */
import { beforeAll, expect, it } from "vitest";
import { runScriptedPoll, type ScriptedPoll, VOTERS } from "./scripted-poll.ts";
import type { SeizedFile } from "./extractors.ts";
import { allAttacks, type Attack, isCracked } from "./pairings.ts";

const REPETITIONS = 3;
const polls: ScriptedPoll[] = [];

beforeAll(async () => {
  for (let i = 0; i < REPETITIONS; i += 1) polls.push(await runScriptedPoll("open"));
}, 600_000);

const attacksOn = (filesOf: (poll: ScriptedPoll) => readonly SeizedFile[]): readonly Attack[][] => {
  const runs = polls.map((poll) => allAttacks(filesOf(poll), poll.traces, true));
  return runs[0]!.map(({ name }) => runs.map((run) => run.find((one) => one.name === name)!));
};

const FILES: readonly [string, (poll: ScriptedPoll) => readonly SeizedFile[]][] = [
  ["a backup made while open", (poll) => poll.backupOpen],
  ["a backup made after close", (poll) => poll.backupClosed],
  ["both side by side", (poll) => [...poll.backupOpen, ...poll.backupClosed]],
  ["the server's folder after close", (poll) => poll.liveClosed],
];

it.each(FILES)("%s pairs no better than guessing", (_name, filesOf) => {
  const attacks = attacksOn(filesOf);
  const found = (name: string) => attacks.find(([one]) => one!.name === name)!.map((one) => one.found);
  // The attacker does find every ballot; he only cannot pair them.
  expect(found("page cells: arrival, ballot")).toEqual(polls.map(() => VOTERS));
  const leaks = attacks.filter((runs) => runs.every((attack) => isCracked(attack, VOTERS)));
  expect(leaks.map(([attack]) => attack!.name)).toEqual([]);
});

it("no file, not even the live ones, holds anything of what was signed", () => {
  for (const { liveOpen, backupOpen, liveClosed, backupClosed, traces } of polls) {
    for (const { bytes } of [...liveOpen, ...backupOpen, ...liveClosed, ...backupClosed]) {
      for (const blinded of traces.tickets) {
        expect(bytes.includes(blinded)).toBe(false);
        expect(bytes.includes(blinded.toString("base64url"))).toBe(false);
      }
    }
  }
});

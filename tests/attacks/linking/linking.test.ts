/**
 * Promise P1: all files together cannot link a ticket to a ballot. Sixty votes in a known order, three times over; an
 * attack counts when it is outside the 99 % band of guessing every time, so chance is not taken for a leak.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { isPostgresAbsent } from "../../../server/store/postgres/temporary-postgres.ts";
import { runScriptedPoll, type ScriptedPoll, VOTERS } from "./scripted-poll.ts";
import type { SeizedFile } from "./extractors.ts";
import { allAttacks, type Attack, isCracked } from "./pairings.ts";

const REPETITIONS = 3;

const polls: ScriptedPoll[] = [];

beforeAll(async () => {
  for (let i = 0; i < REPETITIONS; i += 1) polls.push(await runScriptedPoll());
}, 600_000);

/** Each attack with its outcomes in all repetitions. */
function attacksOn(
  filesOf: (poll: ScriptedPoll) => readonly SeizedFile[],
  withCodes: boolean,
): Map<string, Attack[]> {
  const outcomes = new Map<string, Attack[]>();
  for (const poll of polls) {
    for (const attack of allAttacks(filesOf(poll), poll.traces, withCodes)) {
      outcomes.set(attack.name, [...(outcomes.get(attack.name) ?? []), attack]);
    }
  }
  return outcomes;
}

/** Attacks that beat guessing every time: what they found, how much of it they paired rightly, how many neighbours lie rightly. */
function leaks(attacks: Map<string, Attack[]>): string[] {
  return [...attacks]
    .filter(([, outcomes]) => outcomes.every((attack) => isCracked(attack, VOTERS)))
    .map(
      ([name, outcomes]) =>
        `${name}: ${outcomes.map(({ found, hits, ascents }) => `${found}/${hits}/${ascents}`)}`,
    );
}

const foundIn = (outcomes: Map<string, Attack[]>, name: string): number[] =>
  outcomes.get(name)!.map(({ found }) => found);

const ALL = Array.from({ length: REPETITIONS }, () => VOTERS);

describe("with every file and every code", () => {
  it("a backup made while open, with private keys, pairs no better than guessing", () => {
    const outcomes = attacksOn((poll) => poll.backupOpen, true);
    // The attacker does find every ballot, text, credential and ticket; he only cannot pair them.
    expect(foundIn(outcomes, "row number: credentials, ballot")).toEqual(ALL);
    expect(foundIn(outcomes, "page cells: tickets, text")).toEqual(ALL);
    expect(leaks(outcomes)).toEqual([]);
  });

  it("a backup made while open, as it is by default, without keys, has no ballot to pair", () => {
    const outcomes = attacksOn((poll) => poll.keylessOpen, true);
    expect(foundIn(outcomes, "row number: credentials, ballot")).toEqual(ALL.map(() => 0));
    expect(leaks(outcomes)).toEqual([]);
  });

  it.each([
    ["with private keys", (poll: ScriptedPoll) => poll.backupClosed],
    ["as it is by default, without keys", (poll: ScriptedPoll) => poll.keylessClosed],
  ])("a backup made after close, %s, pairs no better than guessing", (_, filesOf) => {
    const outcomes = attacksOn(filesOf, true);
    expect(foundIn(outcomes, "row number: credentials, ballot")).toEqual(ALL);
    expect(foundIn(outcomes, "row number: tickets, ballot")).toEqual(ALL.map(() => 0));
    expect(leaks(outcomes)).toEqual([]);
  });

  it("both backups laid side by side pair no better than guessing", () => {
    expect(leaks(attacksOn((poll) => [...poll.backupOpen, ...poll.backupClosed], true))).toEqual([]);
    expect(leaks(attacksOn((poll) => [...poll.backupClosed, ...poll.backupOpen], true))).toEqual([]);
    expect(leaks(attacksOn((poll) => [...poll.keylessOpen, ...poll.keylessClosed], true))).toEqual([]);
  });
});

describe("what the server works on", () => {
  it("after close pairs no better than guessing, without codes and with them", () => {
    const outcomes = attacksOn((poll) => poll.liveClosed, false);
    expect(foundIn(outcomes, "page cells: arrival, ballot")).toEqual(ALL);
    expect(leaks(outcomes)).toEqual([]);
    expect(leaks(attacksOn((poll) => poll.liveClosed, true))).toEqual([]);
  });

  it("while open links every ballot that was cast by itself, as the design says openly", () => {
    const outcomes = attacksOn((poll) => poll.liveOpen, true);
    const pairs = ["credentials, ballot", "tickets, ballot"];
    for (const name of isPostgresAbsent ? ["log replay"] : ["table place", "row version"]) {
      for (const pair of pairs) {
        const attacks = outcomes.get(`${name}: ${pair}`)!;
        expect(attacks.map(({ found }) => found)).toEqual(ALL);
        expect(attacks.map((attack) => isCracked(attack, VOTERS))).toEqual(ALL.map(() => true));
      }
    }
    const surest = isPostgresAbsent ? "log replay" : "row version";
    for (const pair of pairs)
      expect(outcomes.get(`${surest}: ${pair}`)!.map(({ hits }) => hits)).toEqual(ALL);
  });
});

describe("the audit of the office", () => {
  it("gets no line from sixty people who vote", () => {
    for (const { auditBefore, auditOpen } of polls) {
      expect(auditOpen.slice(auditBefore.length).map(({ act }) => act)).toEqual(["tickets.minted"]);
    }
  });

  it("has no time between the first ballot and the close", () => {
    for (const { auditClosed, castAtMs } of polls) {
      const acts = auditClosed.filter(({ atUtc }) => Date.parse(atUtc) > castAtMs[0]!);
      expect(acts.map(({ act }) => act)).toEqual([
        "poll.closing",
        "poll.sealing",
        "poll.counted",
        "poll.closed",
      ]);
      expect(acts.every(({ atUtc }) => Date.parse(atUtc) >= castAtMs.at(-1)!)).toBe(true);
    }
  });
});

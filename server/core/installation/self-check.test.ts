import { describe, expect, it } from "vitest";
import { CHECKS, type InstallationFacts, isBad, selfCheck } from "./self-check.ts";

const WELL: InstallationFacts = {
  isWritable: true,
  isPrivate: true,
  synchronisedBy: null,
  freeBytes: 50 * 1024 ** 3,
  oddFiles: [],
  clockBehindMs: null,
  utcOffsetMinutes: 480,
  address: "https://ceping.example.gov.cn",
  isReached: true,
  certificateDays: 80,
  backupDays: 1,
  hasFonts: true,
  worksInThreads: true,
  dumpsCore: false,
  swaps: false,
  printedElsewhere: [],
  timesOpened: 2,
  sleepMinutes: 0,
};

describe("selfCheck", () => {
  it("is green in order when all is well", () => {
    const lines = selfCheck(WELL);
    expect(lines.map(({ check }) => check)).toEqual(CHECKS);
    expect(lines.filter(({ verdict }) => verdict !== "good").map(({ check }) => check)).toEqual([]);
    expect(isBad(lines)).toBe(false);
  });

  it.each([
    ["data-folder", { isWritable: false }, "bad", ""],
    ["folder-rights", { isPrivate: false }, "bad", ""],
    ["folder-rights", { isPrivate: null }, "ask", ""],
    ["synchronised", { synchronisedBy: "OneDrive" }, "bad", "OneDrive"],
    ["disk", { freeBytes: 1.5 * 1024 ** 3 }, "look", "1.5"],
    ["disk", { freeBytes: 100 * 1024 ** 2 }, "bad", "0.1"],
    ["disk", { freeBytes: null }, "ask", ""],
    ["schema", { oddFiles: ["office.db"] }, "bad", "office.db"],
    ["clock", { clockBehindMs: 61_000 }, "bad", "2"],
    ["time-zone", { utcOffsetMinutes: 0 }, "look", "0"],
    ["address", { address: null }, "bad", ""],
    ["reachable", { isReached: false }, "bad", "https://ceping.example.gov.cn"],
    ["reachable", { isReached: null }, "ask", ""],
    ["tls", { address: "http://192.168.1.10:8080" }, "look", ""],
    ["tls", { certificateDays: 29 }, "look", "29"],
    ["tls", { certificateDays: -1 }, "bad", "-1"],
    ["tls", { certificateDays: null }, "bad", ""],
    ["backup", { backupDays: null }, "look", ""],
    ["backup", { backupDays: 8 }, "look", "8"],
    ["fonts", { hasFonts: false }, "bad", ""],
    ["worker", { worksInThreads: false }, "bad", ""],
    ["core-dumps", { dumpsCore: true }, "look", ""],
    ["swap", { swaps: true }, "look", ""],
    ["swap", { swaps: null }, "ask", ""],
    ["printed-address", { printedElsewhere: ["http://10.0.0.2:8080"] }, "bad", "http://10.0.0.2:8080"],
    ["phone", { timesOpened: 0 }, "ask", ""],
    ["phone", { timesOpened: null }, "ask", "elsewhere"],
    ["sleep", { sleepMinutes: 30 }, "bad", "30"],
    ["sleep", { sleepMinutes: null }, "ask", ""],
  ] as const)("says of %s with %o: %s", (check, part, verdict, found) => {
    const lines = selfCheck({ ...WELL, ...part });
    expect(lines.find((line) => line.check === check)).toEqual({ check, verdict, found });
    expect(isBad(lines)).toBe(verdict === "bad");
  });
});

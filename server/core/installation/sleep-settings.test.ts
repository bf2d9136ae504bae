import { describe, expect, it } from "vitest";
import { sleepMinutesOfGnome, sleepMinutesOfWindows } from "./sleep-settings.ts";

const answer = (mains: string, battery: string) =>
  [
    "电源方案 GUID: 381b4222-f694-41f0-9685-ff5bb260df2e  (平衡)",
    "  子组 GUID: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (睡眠)",
    "    电源设置 GUID: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (在此时间后睡眠)",
    "      最小可能的设置: 0x00000000",
    "      最大可能的设置: 0xffffffff",
    "      可能的设置增量: 0x00000001",
    "      可能的设置单位: 秒",
    `    当前交流电源设置索引: ${mains}`,
    `    当前直流电源设置索引: ${battery}`,
    "",
  ].join("\r\n");

describe("sleepMinutesOfWindows", () => {
  it.each([
    ["0x00000708", "0x00000384", 30],
    ["0x00000000", "0x00000384", 0],
    ["0x0000003d", "0x00000000", 2],
  ])("reads %s on mains and %s on battery as %d minutes", (mains, battery, minutes) => {
    expect(sleepMinutesOfWindows(answer(mains, battery))).toBe(minutes);
    const english = answer(mains, battery).replace("当前交流电源设置索引", "Current AC Power Setting Index");
    expect(sleepMinutesOfWindows(english)).toBe(minutes);
  });

  it("tells nothing of another answer", () => {
    expect(sleepMinutesOfWindows("")).toBeNull();
    expect(sleepMinutesOfWindows("电源方案、子组或设置不存在。")).toBeNull();
  });
});

describe("sleepMinutesOfGnome", () => {
  it.each([
    ["'suspend'\n", "1200\n", 20],
    ["'nothing'\n", "1200\n", 0],
    ["'suspend'\n", "0\n", 0],
    ["'suspend'\n", "uint32 600\n", 10],
    ["", "", null],
    ["'blank'\n", "300\n", null],
  ])("reads %j with %j as %o", (kind, timeout, minutes) =>
    expect(sleepMinutesOfGnome(kind, timeout)).toBe(minutes),
  );
});

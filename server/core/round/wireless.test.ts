import { describe, expect, it } from "vitest";
import { isWirelessName, isWirelessPassword } from "./wireless.ts";

describe("the name of a wireless network", () => {
  it.each(["x", "xuncha-2", "巡察二组", "a b", "三".repeat(10)])("may be %s", (name) => {
    expect(isWirelessName(name)).toBe(true);
  });
  it.each(["", " x", "x ", "x\ny", "三".repeat(11), "a".repeat(33), "x\u200b"])("may not be %j", (name) => {
    expect(isWirelessName(name)).toBe(false);
  });
});

describe("its password", () => {
  it.each(["a1b2c3d4", "!".repeat(63)])("may be %s", (password) => {
    expect(isWirelessPassword(password)).toBe(true);
  });
  it.each(["", "a1b2c3d", "!".repeat(64), "a1b2 c3d4", "密码密码密码密码", "a1b2c3d4\n"])(
    "may not be %j",
    (password) => {
      expect(isWirelessPassword(password)).toBe(false);
    },
  );
});

import { describe, expect, it } from "vitest";
import { checkPassword, firstPassword, hashPassword } from "./password.ts";

describe("hashPassword", () => {
  it("is argon2id with 19 MiB and two passes, and another salt each time", async () => {
    const [one, other] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    for (const hash of [one, other]) {
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(hash).not.toContain("correct");
      expect(await checkPassword(hash, "correct horse")).toBe(true);
      expect(await checkPassword(hash, "correct horsf")).toBe(false);
    }
    expect(one).not.toBe(other);
  });

  it("takes a password in whatever form a keyboard writes its characters", async () => {
    const hash = await hashPassword("Ａｂｃ-é１２３４");
    expect(await checkPassword(hash, "Abc-é1234")).toBe(true);
    expect(await checkPassword(hash, "Abc-e1234")).toBe(false);
  });
});

describe("firstPassword", () => {
  const made = Array.from({ length: 500 }, firstPassword);

  it("is three groups of four characters that cannot be misread, never the same twice", () => {
    for (const password of made)
      expect(password).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){2}[2-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(made).size).toBe(made.length);
  });

  it("uses every character of its alphabet", () => {
    expect(new Set(made.join("").replaceAll("-", "")).size).toBe(30);
  });
});

/** 动态口令 on the command line: switched by two people there, a lost phone reset with one more person, or alone on record. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openServices, type Services } from "../../server/compose.ts";
import { createAccount } from "../../server/services/create-account.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { beginEnrolment, confirmEnrolment } from "../../server/services/second-factor.ts";
import { changePassword } from "../../server/services/sign-in.ts";
import { CodePhone } from "./code-phone.ts";
import { runCommand } from "./run-command.ts";

const NAMES = ["承办人", "审核人", "第三人"] as const;
type Name = (typeof NAMES)[number];

let folder: string;
const passwords = new Map<Name, string>();
const phones = new Map<Name, CodePhone>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-test-"));
  await inFolder(async ({ deps }) => {
    for (const name of NAMES) {
      const { account, password } = await createAccount(deps, KEEPER, { name, role: "office", group: null });
      passwords.set(name, `${password}-next`);
      await changePassword(deps, account, { old: password, next: `${password}-next`, from: "test" });
    }
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function inFolder<T>(use: (services: Services) => Promise<T>): Promise<T> {
  const services = await openServices({ dataFolder: folder, address: null });
  try {
    return await use(services);
  } finally {
    await services.close();
  }
}

const run = async (args: readonly string[], lines: readonly string[] = []) => {
  const { code, out, error } = await runCommand(
    ["accounts", ...args],
    { PLUMBLINE_DATA: folder },
    lines.join("\n"),
  );
  return { code, said: out + error };
};
const password = (name: Name): string => passwords.get(name)!;
const lastAct = () =>
  inFolder(async ({ deps }) => {
    const { act, who, detail } = (await deps.office.inTransaction((office) => office.audit())).at(-1)!;
    return { act, who, facts: JSON.parse(detail) as object };
  });
const accountOf = (name: Name) =>
  inFolder(async ({ deps }) => (await deps.office.inTransaction((office) => office.accountByName(name)))!);

/** With codes of the step before this one, so that acts can use those of this step and of the next. */
async function enrol(...names: readonly Name[]): Promise<void> {
  for (const name of names) {
    const account = await accountOf(name);
    await inFolder(async ({ deps }) => {
      const phone = new CodePhone(await beginEnrolment(deps, account), Date.now);
      phones.set(name, phone);
      await confirmEnrolment(deps, account, { code: phone.code(1), token: undefined });
    });
  }
}

it("is switched on by two with their passwords, as installed", async () => {
  const two = ["承办人", password("承办人"), "审核人", password("审核人")];
  expect(await run(["profile", "--totp", "maybe"], two)).toMatchObject({ code: 2 });
  expect(await run(["profile", "--totp", "on"], two.slice(0, 2))).toMatchObject({ code: 1 });
  expect(await run(["profile", "--totp", "on"], two)).toEqual({
    code: 0,
    said: "三员管理：未启用\n动态口令：已启用\n",
  });
});

it("is then switched off by two with password and code, and not without", async () => {
  await enrol("承办人", "审核人");
  const two = ["承办人", password("承办人"), "审核人", password("审核人")];
  expect(await run(["profile", "--totp", "off"], two)).toMatchObject({ code: 1 });
  const one = ["承办人", password("承办人"), phones.get("承办人")!.code()];
  const alone = await run(["profile", "--totp", "off"], [...one, ...one]);
  expect(alone).toMatchObject({ code: 1, said: expect.stringContaining("须由另一位同志确认") });
  const wrong = ["审核人", password("审核人"), phones.get("审核人")!.wrong()];
  const refused = await run(["profile", "--totp", "off"], [...one, ...wrong]);
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("动态口令") });
  expect((await run(["profile"])).said).toContain("动态口令：已启用");
});

it("resets a lost phone for one more person with password and code, who is not the one who lost it", async () => {
  const self = ["承办人", password("承办人"), phones.get("承办人")!.code()];
  expect(await run(["reset-code", "承办人"], self)).toMatchObject({ code: 1 });
  expect(await run(["reset-code", "承办人"], ["审核人", password("审核人")])).toMatchObject({ code: 1 });
  expect(await run(["reset-code", "没有这个人"], self)).toMatchObject({ code: 1 });
  const by = ["审核人", password("审核人"), phones.get("审核人")!.code()];
  expect(await run(["reset-code", "承办人"], by)).toMatchObject({ code: 0 });
  const { id } = await accountOf("审核人");
  expect(await lastAct()).toEqual({
    act: "account.code-reset",
    who: "keeper",
    facts: { name: "承办人", second: `${id} 审核人` },
  });
});

it("leaves the keeper of the data folder a way out, which the record names", async () => {
  expect(await run(["reset-code", "审核人", "--alone"])).toMatchObject({ code: 0 });
  expect(await lastAct()).toMatchObject({ facts: { name: "审核人", alone: true } });
  expect(await run(["reset-code", "审核人", "--alone"])).toMatchObject({
    code: 1,
    said: expect.stringContaining("没有绑定动态口令"),
  });
});

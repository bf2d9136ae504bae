/** 三员: switched by two people, on record; accounts by two keepers, the record by the auditor. @source docs/accounts.md */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openServices } from "../../server/compose.ts";
import { createAccount } from "../../server/services/create-account.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { changePassword } from "../../server/services/sign-in.ts";
import { OfficeClient } from "./office-client.ts";
import { runCommand } from "./run-command.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

describe("in the console's interface", () => {
  let server: TestServer;
  let office: OfficeClient;
  let other: OfficeClient;
  const keepers = new Map<string, OfficeClient>();
  beforeAll(async () => {
    server = await startTestServer();
    office = await OfficeClient.signIn(server, "承办人");
    other = await OfficeClient.signIn(server, "审核人");
  });
  afterAll(() => server.stop());

  const codeOf = async (response: Response): Promise<string> =>
    ((await response.json()) as { code: string }).code;
  const lastAct = async (): Promise<{ act: string; who: string; detail: string }> =>
    (await server.deps.office.inTransaction((one) => one.audit())).at(-1)!;

  it("is off as installed", async () => {
    expect(await office.get("/profile")).toMatchObject({ hasKeepers: false });
  });

  it("is refused while one of the three is missing or has a first password", async () => {
    keepers.set("sysadmin", await OfficeClient.signIn(server, "系统管理员", "sysadmin"));
    keepers.set("security", await OfficeClient.signIn(server, "安全保密员", "security"));
    await server.account("还没登录的审计员", "auditor");
    const refused = await office.send("PUT", "/profile", { hasKeepers: true, ...office.withSecond(other) });
    expect([refused.status, await refused.json()]).toEqual([
      409,
      { code: "profile.incomplete", facts: { roles: ["auditor"] } },
    ]);
    keepers.set("auditor", await OfficeClient.signIn(server, "安全审计员", "auditor"));
  });

  it("takes two of the office, with both passwords", async () => {
    const alone = { hasKeepers: true, ...office.withSecond(office) };
    expect(await codeOf(await office.send("PUT", "/profile", alone))).toBe("account.same-person");
    const keeper = { hasKeepers: true, ...office.withSecond(keepers.get("sysadmin")!) };
    expect(await codeOf(await office.send("PUT", "/profile", keeper))).toBe("account.not-allowed");
    const wrong = { hasKeepers: true, ...office.withSecond(other), own: "wrong" };
    expect(await codeOf(await office.send("PUT", "/profile", wrong))).toBe("account.own-password");
    expect(await office.get("/profile")).toMatchObject({ hasKeepers: false });
  });

  it("is switched on, and the record says by whom", async () => {
    const done = await office.send("PUT", "/profile", { hasKeepers: true, ...office.withSecond(other) });
    expect([done.status, await done.json()]).toEqual([200, { hasKeepers: true, hasCodes: false }]);
    const { act, who, detail } = await lastAct();
    expect([act, who.split(" ")[1]]).toEqual(["profile.switched", "承办人"]);
    expect(JSON.parse(detail)).toEqual({
      keepers: true,
      keepersBefore: false,
      codes: false,
      codesBefore: false,
      second: expect.stringContaining("审核人"),
    });
  });

  it("tells every account at once what is open to it now", async () => {
    expect((await office.get("/session")).duties).toEqual(["rounds"]);
    expect((await keepers.get("security")!.get("/session")).duties).toEqual(["accounts"]);
    expect((await keepers.get("auditor")!.get("/session")).duties).toEqual(["record"]);
  });

  it("lets one keeper make an account when the other kind confirms, and nobody else", async () => {
    const sysadmin = keepers.get("sysadmin")!;
    const security = keepers.get("security")!;
    const account = (name: string) => ({ name, role: "office", group: null });
    for (const second of [
      office,
      keepers.get("auditor")!,
      await OfficeClient.signIn(server, "副手", "sysadmin"),
    ]) {
      const body = { ...account("新人"), ...sysadmin.withSecond(second) };
      expect(await codeOf(await sysadmin.send("POST", "/accounts", body))).toBe("account.not-allowed");
    }
    const byOffice = { ...account("新人"), ...office.withSecond(other) };
    expect(await codeOf(await office.send("POST", "/accounts", byOffice))).toBe("account.not-allowed");
    const made = { ...account("新人"), ...security.withSecond(sysadmin) };
    expect(await security.status("POST", "/accounts", made)).toBe(201);
    expect((await lastAct()).act).toBe("account.created");
  });

  it("leaves a keeper no say in a poll, as the second person neither", async () => {
    const poll = server.polls.get("water")!;
    for (const keeper of keepers.values()) {
      const body = office.withSecond(keeper);
      expect(await codeOf(await office.send("POST", `/polls/${poll}/close`, body))).toBe(
        "account.not-allowed",
      );
    }
  });

  it("is switched off by two keepers, on record", async () => {
    const sysadmin = keepers.get("sysadmin")!;
    const body = { hasKeepers: false, ...sysadmin.withSecond(keepers.get("security")!) };
    expect(await sysadmin.status("PUT", "/profile", body)).toBe(200);
    expect((await lastAct()).act).toBe("profile.switched");
    expect((await office.get("/session")).duties).toEqual(["rounds", "accounts", "record", "installation"]);
  });
});

describe("on the command line", () => {
  let folder: string;
  const passwords = new Map<string, string>();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "plumbline-test-"));
    const { deps, close } = await openServices({ dataFolder: folder, address: null });
    for (const [name, role] of [
      ["承办人", "office"],
      ["审核人", "office"],
      ["系统管理员", "sysadmin"],
      ["安全保密员", "security"],
      ["安全审计员", "auditor"],
    ] as const) {
      const { account, password } = await createAccount(deps, KEEPER, { name, role, group: null });
      passwords.set(name, `${password}-next`);
      await changePassword(deps, account, { old: password, next: `${password}-next`, from: "test" });
    }
    await close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Two people answer on the input of the command. */
  async function run(
    args: readonly string[],
    people: readonly string[] = [],
  ): Promise<readonly [number | null, string]> {
    const input = people.flatMap((name) => [name, passwords.get(name) ?? ""]).join("\n");
    const { code, out, error } = await runCommand(["accounts", ...args], { PLUMBLINE_DATA: folder }, input);
    return [code, out + error];
  }

  it("asks two people for the switch and for a new account, and keeps the way out for a forgotten password", async () => {
    const statusOf = async (...call: Parameters<typeof run>) => (await run(...call))[0];
    expect(await run(["profile"])).toEqual([0, "三员管理：未启用\n动态口令：未启用\n"]);
    expect(await statusOf(["profile", "--keepers", "on"], ["承办人", "承办人"])).toBe(1);
    expect(await statusOf(["profile", "--keepers", "on"], ["承办人"])).toBe(1);
    expect(await statusOf(["profile", "--keepers", "maybe"], ["承办人", "审核人"])).toBe(2);
    expect(await run(["profile", "--keepers", "on"], ["承办人", "审核人"])).toEqual([
      0,
      "三员管理：已启用\n动态口令：未启用\n",
    ]);
    expect(await statusOf(["add", "新人", "--role", "viewer"])).toBe(1);
    expect(await statusOf(["add", "新人", "--role", "viewer"], ["系统管理员", "审核人"])).toBe(1);
    expect(await statusOf(["add", "新人", "--role", "viewer"], ["系统管理员", "安全保密员"])).toBe(0);
    expect(await statusOf(["add", "系统管理员", "--role", "sysadmin"])).toBe(0);
  });
});

/** Self-check, storage and backups over HTTP and on the command line. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHECKS } from "../../server/core/installation/self-check.ts";
import { OfficeClient } from "./office-client.ts";
import { runCommand } from "./run-command.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
const backups = () => `${server.dataFolder}-backups`;
beforeAll(async () => {
  server = await startTestServer();
  office = await OfficeClient.signIn(server);
});
afterAll(async () => {
  rmSync(backups(), { recursive: true, force: true });
  await server.stop();
});

describe("the self-check", () => {
  it("looks at everything, and finds this folder, its threads and fonts well", async () => {
    const lines: { check: string; verdict: string; found: string }[] =
      await office.get("/installation/checks");
    expect(lines.map(({ check }) => check)).toEqual(CHECKS);
    const verdictOf = (check: string) => lines.find((line) => line.check === check)?.verdict;
    for (const check of ["data-folder", "synchronised", "schema", "clock", "fonts", "worker"])
      expect([check, verdictOf(check)]).toEqual([check, "good"]);
    // Nobody listens at the port of this address.
    expect(verdictOf("reachable")).toBe("bad");
    expect(verdictOf("backup")).toBe("look");
  });

  it("tells sizes, versions and what is open, and nothing of who answers", async () => {
    const answer = await office.get("/installation");
    expect(answer.files.map(({ name }: { name: string }) => name)).toEqual([
      "office.db",
      "roll.db",
      "box.db",
    ]);
    expect(answer.polls).toEqual({ open: 1 });
    expect(answer.versions.node).toBe(process.version);
    expect(answer.forms.length).toBeGreaterThan(5);
    expect(Object.keys(answer).toSorted()).toEqual([
      "address",
      "backupDays",
      "backups",
      "backupsFolder",
      "closedFiles",
      "dataFolder",
      "exportsBytes",
      "files",
      "fingerprint",
      "forms",
      "polls",
      "schemes",
      "setUps",
      "versions",
    ]);
  });
});

describe("a backup", () => {
  it("is made beside a running server, without keys, is listed and on record", async () => {
    const made = await office.send("POST", "/installation/backups");
    const { name, copiedAgain } = (await made.json()) as { name: string; copiedAgain: string[] };
    expect([made.status, copiedAgain]).toEqual([201, []]);
    expect(existsSync(join(backups(), name, "backup.json"))).toBe(true);
    const { backups: listed } = await office.get("/installation");
    expect(listed).toMatchObject([{ name, hasKeys: false }]);
    const lines: { check: string; verdict: string }[] = await office.get("/installation/checks");
    expect(lines.find(({ check }) => check === "backup")).toMatchObject({ verdict: "good", found: "0" });
    const record = await server.deps.office.inTransaction((o) => o.auditOf("backup.made"));
    expect(record.map(({ about }) => about)).toEqual([name]);
  });

  it("names the units of which a copy was made while they were open before", async () => {
    const made = await office.send("POST", "/installation/backups");
    expect(await made.json()).toMatchObject({ copiedAgain: ["县水利局党组"] });
  });
});

describe("plumbline selfcheck", () => {
  it("exits with 1 while something must be mended, says what to do, and with 0 when nothing must", async () => {
    const folder = mkdtempSync(join(tmpdir(), "plumbline-selfcheck-"));
    const settings = { PLUMBLINE_DATA: join(folder, "data"), DATABASE_URL: "" };
    await runCommand(["init"], settings);
    const bad = await runCommand(["selfcheck"], { ...settings, PLUMBLINE_URL: "" });
    expect(bad.code).toBe(1);
    expect(bad.out).toContain("要处理　印在二维码里的网址：还没有设置。请设置 PLUMBLINE_URL");
    // It does not know what the serving process has counted, and does not say that nobody was there.
    expect(bad.out).toContain("这里看不到：试用页打开过几次，只有正在运行的服务知道");
    expect(bad.out).not.toContain("还没有手机打开过试用页");
    const good = await runCommand(["selfcheck", "--json"], {
      ...settings,
      PLUMBLINE_URL: "http://192.168.1.10",
    });
    const lines = JSON.parse(good.out) as { check: string; verdict: string }[];
    expect(lines.filter(({ verdict }) => verdict === "bad")).toEqual([]);
    expect(lines.find(({ check }) => check === "reachable")?.verdict).toBe("ask");
    expect(good.code ?? 0).toBe(0);
    rmSync(folder, { recursive: true });
  });
});

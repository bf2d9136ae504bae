/** The production command and the command line with `DATABASE_URL`: the same product, its stores in a PostgreSQL database. */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { urlOfOffice } from "../../server/store/postgres/office-place.ts";
import { openPostgresStores } from "../../server/store/postgres/open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryDatabase,
} from "../../server/store/postgres/temporary-postgres.ts";
import { backup } from "../../server/store/sqlite/backup.ts";
import { type ClosingFolder, prepareClosingFolder } from "../faults/closing-folder.ts";
import { expectClosed } from "../faults/expect-closed.ts";
import { startProduction } from "./production-process.ts";
import { type Ran, runCommand } from "./run-command.ts";

type Place = Awaited<ReturnType<typeof temporaryDatabase>>;

describe.skipIf(isPostgresAbsent)(onPostgres("DATABASE_URL"), () => {
  let folder: string;
  let prepared: ClosingFolder;
  let own: Place;
  let other: Place;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "plumbline-database-"));
    prepared = await prepareClosingFolder(join(folder, "sqlite"));
    backup(join(folder, "sqlite"), join(folder, "of-sqlite"), { privateKeys: true });
    own = await temporaryDatabase();
    other = await temporaryDatabase();
  });
  afterAll(async () => {
    await own.dispose();
    await other.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const settings = (place: Pick<Place, "url">, data: string) => ({
    PLUMBLINE_DATA: join(folder, data),
    PLUMBLINE_URL: "",
    DATABASE_URL: place.url,
  });
  const run = (place: Pick<Place, "url">, data: string, ...args: string[]): Promise<Ran> =>
    runCommand(args, settings(place, data));

  const start = (place: Place, data: string) => startProduction(settings(place, data));

  it("serves from an empty database, beside another, is copied meanwhile, and comes back after a kill", async () => {
    const first = await start(own, "one");
    expect(first.said()).toContain(`数据放在数据库：${own.database}`);
    expect(first.said()).toMatch(/密码/);
    expect((await fetch(`${first.address}/ready`)).status).toBe(200);

    const second = await start(own, "two");
    expect(second.said()).not.toMatch(/密码/);
    expect((await fetch(`${second.address}/ready`)).status).toBe(200);
    const inOneFolder = await start(own, "two");
    expect(await inOneFolder.ended).toEqual([1, null]);
    expect(inOneFolder.log()).toContain(`另一个程序正在使用这里的数据（${join(folder, "two", "lock.db")}）`);
    // Any of them, and a command beside them, signs as the installation.
    const fingerprint = await run(own, "one", "fingerprint");
    expect(fingerprint).toMatchObject({ code: 0, out: expect.stringMatching(/本机指纹 \S{24}/) });
    for (const data of ["two", "none"]) expect(await run(own, data, "fingerprint")).toEqual(fingerprint);
    expect(await second.end("SIGTERM")).toEqual([0, null]);

    const copied = await run(own, "one", "backup", join(folder, "copy"));
    expect([copied.code, copied.error]).toEqual([0, ""]);
    expect(readdirSync(join(folder, "copy")).toSorted()).toEqual([
      "backup.json",
      "box.db",
      "closed",
      "office.db",
      "roll.db",
    ]);
    // The data folder holds nothing that the database has.
    expect(readdirSync(join(folder, "one")).filter((name) => /office|roll|box/.test(name))).toEqual([]);

    await first.end("SIGKILL");
    const again = await start(own, "one");
    expect((await fetch(`${again.address}/ready`)).status).toBe(200);
    expect(again.said()).not.toMatch(/密码/);
    expect(await again.end("SIGTERM")).toEqual([0, null]);
  }, 120_000);

  it("takes a backup of a data folder with open polls, which go on and close with everything acknowledged", async () => {
    const restored = await run(other, "three", "restore", join(folder, "of-sqlite"));
    expect(restored).toMatchObject({ code: 0, error: "" });
    expect(restored.out).toContain(`已恢复到数据库 ${other.database}`);
    expect(restored.out.match(/可以接着做/g)).toHaveLength(2);
    const again = await run(other, "three", "restore", join(folder, "of-sqlite"));
    expect(again).toMatchObject({ code: 2, error: expect.stringContaining("只能恢复到一个空的数据库") });
    expect(readdirSync(folder).filter((name) => name.startsWith(".plumbline"))).toEqual([]);
    await expectClosed(join(folder, "three"), prepared, other.url);
  }, 120_000);

  it("holds several offices: each is added, moved into, copied and put back by its name, and none touches another", async () => {
    const place = await temporaryDatabase();
    const at = (office: string | null, data: string, ...args: string[]): Promise<Ran> =>
      run({ url: office === null ? place.url : urlOfOffice(place.url, office) }, data, ...args);
    const add = (name: string, ...more: string[]) =>
      at(
        null,
        "shared",
        "offices",
        "add",
        name,
        "--title",
        `${name} 巡察办`,
        "--address",
        `https://${name}.test`,
        ...more,
      );
    try {
      expect((await at(null, "shared", "offices", "list")).out).toContain("还没有加入巡察办");
      expect(await add("a")).toMatchObject({ code: 0, error: "", out: expect.stringMatching(/初始密码/) });
      for (const name of ["b", "c"]) expect((await add(name, "--empty")).out).toMatch(/里面是空的，等着搬入/);
      expect(await add("a")).toMatchObject({ code: 2, error: expect.stringContaining("已经有巡察办用了") });
      expect(JSON.parse((await at(null, "shared", "offices", "list", "--json")).out)).toEqual(
        ["a", "b", "c"].map((name) => ({ name, title: `${name} 巡察办`, address: `https://${name}.test` })),
      );
      expect(await at(null, "shared", "round", "list")).toMatchObject({
        code: 2,
        error: expect.stringContaining("请在 DATABASE_URL 的后面写明是哪一个"),
      });

      // One process for all of them; those that are empty it leaves to the commands.
      const startAll = () =>
        startProduction({ PLUMBLINE_DATA: join(folder, "all"), PLUMBLINE_URL: "", DATABASE_URL: place.url });
      const first = await startAll();
      expect(first.said()).toMatch(/已打开的巡察办：\n {2}a　https:\/\/a\.test\n$/);

      const data = join(folder, "moving-to-b");
      cpSync(join(folder, "sqlite"), data, { recursive: true });
      const moved = await runCommand(["move", "--to", urlOfOffice(place.url, "b")], {
        PLUMBLINE_DATA: data,
        PLUMBLINE_URL: "",
        DATABASE_URL: "",
      });
      expect(moved).toMatchObject({ code: 0, out: expect.stringContaining(`${place.database} 里的 b`) });
      const rounds = (await at("b", "shared", "round", "list", "--json")).out;
      expect(JSON.parse(rounds).length).toBeGreaterThan(0);
      expect([await first.end("SIGTERM"), first.log()]).toEqual([
        [0, null],
        expect.stringContaining("stopped"),
      ]);
      const accounts = (await at("a", "shared", "accounts", "list", "--json")).out;
      expect(JSON.parse((await at("a", "shared", "round", "list", "--json")).out)).toEqual([]);

      const backedUp = join(folder, "of-b");
      expect(await at("b", "shared", "backup", backedUp)).toMatchObject({ code: 0, error: "" });
      expect((await at("a", "shared", "restore", backedUp)).error).toContain("只能恢复到一个空的数据库");
      expect((await at("c", "shared", "restore", backedUp)).out).toContain(`${place.database} 里的 c`);
      expect((await at("c", "shared", "round", "list", "--json")).out).toEqual(rounds);
      expect((await at("b", "shared", "round", "list", "--json")).out).toEqual(rounds);
      expect((await at("a", "shared", "accounts", "list", "--json")).out).toEqual(accounts);
      expect(readdirSync(join(folder, "shared", "offices")).toSorted()).toEqual(["a", "b", "c"]);
      const all = await startAll();
      for (const name of ["a", "b", "c"]) expect(all.said()).toContain(`  ${name}　https://${name}.test\n`);
      expect((await fetch(`${all.address}/ready`)).status).toBe(200);
      expect((await fetch(all.address)).status).toBe(421);
      expect(await all.end("SIGTERM")).toEqual([0, null]);
      // A database that one office has for itself stays so.
      const single = await temporaryDatabase();
      await (await openPostgresStores(single.url, single.closedFolder)).close();
      const refused = await run(
        single,
        "single",
        "offices",
        "add",
        "a",
        "--title",
        "a",
        "--address",
        "https://a.test",
      );
      await single.dispose();
      expect(refused).toMatchObject({ code: 2, error: expect.stringContaining("已经归一个巡察办单独使用") });
    } finally {
      await place.dispose();
    }
  }, 240_000);

  it("takes a moved folder as a whole or not at all, after an interruption too, and the folder starts no more", async () => {
    const place = await temporaryDatabase();
    const data = join(folder, "moving");
    cpSync(join(folder, "sqlite"), data, { recursive: true });
    const call = (args: readonly string[], url = ""): Promise<Ran> =>
      runCommand(args, { PLUMBLINE_DATA: data, PLUMBLINE_URL: "", DATABASE_URL: url });
    const move = () => call(["move", "--to", place.url]);

    await (await openPostgresStores(place.url, place.closedFolder)).close();
    await place.admin.query("alter table office.audit add constraint broken check (sequence < 0)");
    expect((await move()).code).toBe(1);
    const fingerprint = await call(["fingerprint", "--json"]);
    expect((await call(["round", "list"])).code).toBe(0);
    await place.admin.query("alter table office.audit drop constraint broken");

    // As a kill between the mark and the commit leaves it.
    writeFileSync(join(data, "moved"), "");
    const refused = await call(["round", "list"]);
    expect(refused).toMatchObject({ code: 2, error: expect.stringContaining("请再运行一次") });
    expect(await move()).toMatchObject({ code: 0, out: expect.stringContaining("两边核验的结果相同") });
    // As a kill behind the commit leaves it.
    expect(await move()).toMatchObject({ code: 0, out: expect.stringContaining("两边核验的结果相同") });
    expect((await call(["round", "list"])).code).toBe(2);
    expect(readdirSync(folder).filter((name) => name.startsWith(".plumbline"))).toEqual([]);

    expect((await run(place, "moved-to", "fingerprint", "--json")).out).toBe(fingerprint.out);
    await expectClosed(join(folder, "moved-to"), prepared, place.url);
    // Somebody has worked there meanwhile: what is there is not what was moved.
    const later = await move();
    expect(later).toMatchObject({ code: 1, error: expect.stringContaining("与数据文件夹的不同") });
    expect((await call(["move", "--to", place.url], place.url)).error).toContain("请去掉 DATABASE_URL");
    await place.dispose();
  }, 120_000);

  it("is used by commands: accounts, record, check of the machine", async () => {
    await run(own, "four", "init");
    const accounts = await run(own, "four", "accounts", "list", "--json");
    expect(JSON.parse(accounts.out)).toHaveLength(2);
    const audit = await run(own, "four", "audit", "--json");
    expect([audit.code, audit.error]).toEqual([0, ""]);
    const checked = await run(own, "four", "selfcheck", "--json");
    expect(JSON.parse(checked.out)).toContainEqual({ check: "worker", found: "", verdict: "good" });
  });

  it("is refused with a sentence where it is none, nobody answers, or a command cannot work there", async () => {
    const refusal = async (url: string, ...args: string[]): Promise<[number | null, string]> => {
      const { code, error } = await run({ url }, "five", ...args);
      return [code, error];
    };
    expect(await refusal("mysql://db/plumbline", "init")).toEqual([
      2,
      expect.stringContaining("DATABASE_URL 要像 postgres://"),
    ]);
    expect(await refusal("postgres://127.0.0.1:1/none", "init")).toEqual([
      1,
      expect.stringContaining("连不上 DATABASE_URL 写的数据库"),
    ]);
    expect(await refusal(own.url, "demo")).toEqual([2, expect.stringContaining("演示只用自己的数据文件夹")]);
    const { code, error } = await run(own, "sqlite", "init");
    expect([code, error]).toEqual([2, expect.stringContaining("请换一个空的数据文件夹")]);
  });
});

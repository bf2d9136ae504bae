/**
 * A round from its first ballot to its end: closed, archived, carried away as a volume, kept for its days, destroyed by two
 * people. What was carried away is still verified; what stays here says that the rest was destroyed by rule.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readEvidence } from "../../server/cli/verify/read-evidence.ts";
import type { VolumesAnswer } from "../../server/http/office/answers-volumes.ts";
import { resumeDestructions } from "../../server/services/volume/destroy-round.ts";
import { verify } from "../../server/services/verify/verify.ts";
import { findDocument } from "../../server/services/documents/find-document.ts";
import { presentVerification, verificationLines } from "../../server/exports/verification-report.ts";
import type { DestructionRecord } from "../../server/core/volume/destruction.ts";
import type { AuditRow } from "../../server/store/office.ts";
import { isPostgresAbsent } from "../../server/store/postgres/temporary-postgres.ts";
import { type ArchivedRound, startArchivedRound } from "./archived-round.ts";
import "./built-server.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";
import { testUnit } from "./start-server.ts";
import { orSkipped } from "../or-skipped.ts";

const DAY_MS = 86_400_000;
let ahead = 0;
let archived: ArchivedRound;
let office: OfficeClient;
let second: OfficeClient;
let round: string;
let carried: string;
beforeAll(async () => {
  archived = await startArchivedRound({
    units: [testUnit("water", "县水利局党组", [4, 5, 11]), testUnit("roads", "县交通局党组", [4, 5, 11])],
    clock: () => new Date(Date.now() + ahead),
  });
  ({ office, second } = archived);
  round = `/rounds/${archived.server.round}`;
  carried = mkdtempSync(join(tmpdir(), "plumbline-carried-"));
});
afterAll(async () => {
  await archived.server.stop();
  rmSync(carried, { recursive: true, force: true });
});

/** Sessions do not last so long: two others sign in. */
async function goTo(ms: number, name: string): Promise<void> {
  ahead = ms;
  office = await OfficeClient.signIn(archived.server, `承办人${name}`);
  second = await OfficeClient.signIn(archived.server, `审核人${name}`);
}
const read = async () => (await office.get(`${round}/volumes`)) as VolumesAnswer;
const make = () => office.send("POST", `${round}/volumes`, office.withSecond(second));
const destroy = (reason = "保管期满，按规定销毁") =>
  office.send("POST", `${round}/destroy`, { reason, ...office.withSecond(second) });
const linesOf = async (act: string): Promise<readonly (AuditRow & { readonly facts: object })[]> => {
  const rows = await archived.server.deps.office.inTransaction((o) => o.auditOf(act));
  return rows.map((row) => ({ ...row, facts: JSON.parse(row.detail) }));
};

describe("保管期限", () => {
  it("is set by the office in whole days, on record with what stood before", async () => {
    const set = (days: unknown, who = office) => who.send("PUT", `${round}/keeping`, { days });
    for (const days of [0, -1, 1.5, 36_526, "30", null])
      expect(await replyOf(await set(days))).toMatchObject({ status: 400 });
    expect(await replyOf(await set(30, archived.group))).toMatchObject({ code: "account.not-allowed" });
    expect((await read()).keeping).toEqual({ days: null, until: null, isDue: false });
    await set(10);
    expect(await replyOf(await set(30))).toMatchObject({ status: 200 });
    const facts = (await linesOf("round.keeping-set")).map((line) => line.facts);
    expect(facts).toEqual([
      { days: 10, daysBefore: null },
      { days: 30, daysBefore: 10 },
    ]);
  });
});

describe("a volume made in the console", () => {
  it("is refused before the round is archived, and to everybody but two people of the office", async () => {
    expect(await replyOf(await make())).toMatchObject({ status: 409, code: "round.not-archived" });
    const alone = await office.send("POST", `${round}/volumes`, office.withSecond(office));
    expect(await replyOf(alone)).toMatchObject({ status: 409, code: "account.same-person" });
  });

  it("is stopped by one person, on record, and leaves nothing", async () => {
    await archived.archive();
    expect(((await replyOf(await make())).body as VolumesAnswer).running).toMatchObject({ by: "承办人" });
    expect((await office.send("POST", `${round}/volumes/stop`)).status).toBe(204);
    await vi.waitFor(async () => expect((await read()).running).toBeNull(), { timeout: 60_000 });
    expect(await read()).toMatchObject({ failed: null, volumes: [] });
    expect(readdirSync(join(archived.server.dataFolder, "archives"))).toEqual([]);
    expect(await linesOf("volume.stopped")).toMatchObject([{ about: archived.server.round }]);
    expect((await office.send("POST", `${round}/volumes/stop`)).status).toBe(204);
    expect(await linesOf("volume.stopped")).toHaveLength(1);
  });

  it("is made while the person does something else, and shown with place and digest", async () => {
    expect((await replyOf(await make())).status).toBe(200);
    const { volumes, fingerprint } = await vi.waitFor(
      async () => {
        const answer = await read();
        expect(answer).toMatchObject({ running: null, failed: null, volumes: [{ isHere: true }] });
        return answer;
      },
      { timeout: 120_000, interval: 200 },
    );
    expect(fingerprint).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
    const [line] = await linesOf("volume.made");
    const { digest, place } = volumes[0]!;
    // No size: closed files are in it, and of them it would tell how much people wrote.
    const told = ["by", "digest", "files", "isHere", "madeAtUtc", "place", "sheet"];
    expect(Object.keys(volumes[0]!).toSorted()).toEqual(told);
    expect(line?.facts).toEqual({ digest, place, second: expect.stringContaining("审核人") });
    cpSync(place, join(carried, "卷"), { recursive: true });
  });

  it("is given out by no route", async () => {
    const { digest } = (await read()).volumes[0]!;
    for (const path of [digest, `${digest}/manifest.json`, "manifest.json"])
      expect((await office.send("GET", `${round}/volumes/${path}`)).status).toBe(404);
  });
});

describe("销毁", () => {
  const results = () => {
    const poll = `/polls/${archived.server.polls.get("water")}`;
    return [
      `${poll}/results`,
      `${poll}/texts`,
      `${poll}/documents.zip`,
      `${poll}/documents/result-sheet.pdf`,
      `${poll}/roll-sheet`,
      `${poll}/roll-sheet.html`,
      `${round}/grades`,
      `${round}/documents`,
      `${round}/documents/grade-table.xlsx`,
      `${round}/exports`,
      `${round}/comparison`,
      `${round}/ranks`,
      `${round}/totals`,
      `${round}/units/water/assessment`,
    ];
  };

  it("is refused before its day", async () => {
    const { until } = (await read()).keeping;
    expect(until).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    await goTo(29 * DAY_MS, "二");
    expect(await replyOf(await destroy())).toMatchObject({ status: 409, code: "round.kept" });
    expect((await read()).destruction).toBeNull();
    expect(await linesOf("round.destroyed")).toEqual([]);
  });

  it("takes two people and a reason, and leaves a record of files and digests and nothing about respondents", async () => {
    const { deps, polls } = archived.server;
    const before = await deps.office.inTransaction((o) => o.polls(archived.server.round));
    const { name: backup } = await deps.installation.makeBackup();
    await goTo(30 * DAY_MS + 60_000, "三");
    const alone = await office.send("POST", `${round}/destroy`, {
      reason: "x",
      ...office.withSecond(office),
    });
    expect(await replyOf(alone)).toMatchObject({ code: "account.same-person" });
    expect(await replyOf(await destroy(" "))).toMatchObject({ status: 400 });
    const { status, body } = await replyOf(await destroy());
    expect(status).toBe(200);
    const { destruction, volumes } = body as VolumesAnswer;
    const digests = new Map(before.map(({ unit, closedDigest }) => [unit, closedDigest]));
    expect(destruction).toEqual({
      atUtc: expect.any(String),
      by: "承办人三",
      second: "审核人三",
      reason: "保管期满，按规定销毁",
      keepDays: 30,
      isDone: true,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      files: [
        { unit: "县水利局党组", digest: digests.get("water") },
        { unit: "县交通局党组", digest: digests.get("roads") },
      ],
      volumes: [{ digest: volumes[0]!.digest, place: volumes[0]!.place, isDestroyed: true }],
      backups: [backup],
    });
    const [line] = await linesOf("round.destroyed");
    expect(line?.facts).toMatchObject({ polls: 2, volumes: 1, digest: destruction!.digest });
    expect((await linesOf("poll.destroyed")).map(({ about }) => about).toSorted()).toEqual(
      [...polls.values()].toSorted(),
    );
  });

  it("leaves no closed file and no volume here", async () => {
    const { deps, polls, dataFolder } = archived.server;
    for (const poll of polls.values()) expect(await deps.closed.exists(poll)).toBe(false);
    expect(readdirSync(join(dataFolder, "closed")).filter((name) => name.endsWith(".db"))).toEqual([]);
    expect(readdirSync(join(dataFolder, "archives"))).toEqual([]);
    expect((await read()).volumes[0]).toMatchObject({ isHere: false });
  });

  it("ends every result, document and sheet with a sentence, for every role", async () => {
    const viewer = await OfficeClient.signIn(archived.server, "领导", "viewer");
    for (const path of results()) {
      const reply = await replyOf(await office.send("GET", path));
      expect(reply, path).toMatchObject({ status: 409, code: "round.destroyed" });
    }
    const grades = await replyOf(await viewer.send("GET", `${round}/grades`));
    expect(grades.code).toBe("round.destroyed");
    for (const path of ["volumes", "destroy"])
      expect(
        await replyOf(
          await office.send("POST", `${round}/${path}`, {
            ...(path === "destroy" && { reason: "再来" }),
            ...office.withSecond(second),
          }),
        ),
      ).toMatchObject({ status: 409, code: "round.destroyed" });
    expect(await replyOf(await office.send("PUT", `${round}/keeping`, { days: 9 }))).toMatchObject({
      code: "round.destroyed",
    });
  });

  it("keeps the round in the list, its units as destroyed, and out of the receipts", async () => {
    const { address } = archived.server;
    expect((await office.get("/rounds"))[0]).toMatchObject({ units: 2, closed: 2 });
    const { units } = await office.get(round);
    expect(units.map(({ state }: { state: string }) => state)).toEqual(["destroyed", "destroyed"]);
    const receipts = await fetch(`${address}/receipts`);
    expect([receipts.status, await receipts.text()]).toEqual([200, expect.not.stringContaining("县水利局")]);
  });

  it("goes on at the next start where a process ended in between", async () => {
    const { deps, dataFolder, round: id } = archived.server;
    const [volume] = (await read()).volumes;
    await deps.office.inTransaction(async (o) => {
      const row = (await o.round(id))!;
      await o.saveRound({ ...row, destruction: { ...row.destruction!, isDone: false } });
    });
    mkdirSync(volume!.place, { recursive: true });
    const removed: string[] = [];
    await resumeDestructions(deps, async (one) => void removed.push(one));
    expect(removed).toEqual([id]);
    expect(existsSync(volume!.place)).toBe(false);
    expect(readdirSync(join(dataFolder, "archives"))).toEqual([]);
    expect((await read()).destruction).toMatchObject({ isDone: true });
  });

  it("leaves the volume that was carried away as verifiable as before", () => {
    const said = spawnSync(process.execPath, ["plumbline-verify.mjs", "--json"], {
      cwd: join(carried, "卷"),
      env: {},
      encoding: "utf8",
    });
    expect(said).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(said.stdout)).toMatchObject({ ok: true, rounds: [{ closed: 2 }] });
  });

  it("gives its record as a document that is signed, found by its checksum, and as nothing else", async () => {
    const fetched = await office.send("GET", `${round}/destruction/destruction-record.json`);
    expect(fetched.status).toBe(200);
    const document = (await fetched.json()) as { readonly checksum: string };
    const text = JSON.stringify(document);
    const { destruction } = await read();
    const inEights = (digest: string): string => digest.match(/.{8}/g)!.join(" ");
    for (const one of [...destruction!.files, ...destruction!.volumes, destruction!])
      expect(text).toContain(inEights(one.digest));
    const wanted = [
      "承办人三、审核人三",
      "保管 30 天",
      "保管期满，按规定销毁",
      "监销人：",
      ...destruction!.backups,
    ];
    for (const one of [...wanted, ...destruction!.files.map(({ unit }) => unit)]) expect(text).toContain(one);
    expect((await findDocument(archived.server.deps, document.checksum))?.title).toBe("销毁记录");
    for (const file of ["destruction-record.pdf", "destruction-record.docx"])
      expect([file, (await office.send("GET", `${round}/destruction/${file}`)).status]).toEqual([file, 200]);
    for (const file of ["destruction-record.xlsx", "grade-table.pdf"])
      expect([file, (await office.send("GET", `${round}/destruction/${file}`)).status]).toEqual([file, 404]);
  });

  describe.skipIf(!isPostgresAbsent)(
    orSkipped(
      isPostgresAbsent,
      "leaves a data folder",
      "the stores lie in a database, which has a test of its own",
    ),
    () => {
      let folder: string;
      beforeAll(async () => {
        const { deps } = archived.server;
        const { backupsFolder } = await deps.installation.storage();
        folder = join(backupsFolder, (await deps.installation.makeBackup()).name);
      });
      const verified = async () => verify(await readEvidence(folder), null);
      const changed = (
        change: (destruction: { record: DestructionRecord; isDone: boolean }) => void,
      ): void => {
        const db = new Database(join(folder, "office.db"));
        const kept = JSON.parse(db.prepare<[], string>("select destruction from rounds").pluck().get()!);
        change(kept);
        db.prepare("update rounds set destruction = ?").run(JSON.stringify(kept));
        db.close();
      };

      it("that `verify` finds in order, and says who decided, when, and what is left", async () => {
        const found = await verified();
        expect(found.differences).toEqual([]);
        const { destruction } = await read();
        const { atUtc, by, second: other, reason, digest, backups } = destruction!;
        expect(presentVerification(found).rounds).toMatchObject([
          {
            closed: 0,
            destroyed: { destroyedAtUtc: atUtc, by, second: other, reason, digest, backups, files: 2 },
          },
        ]);
        const said = verificationLines(found).join("\n");
        expect(said).toContain("封存文件已按规定销毁 2 个（承办人三、审核人三 决定");
        expect(said).toContain(`还含这一轮答卷的备份和写在别处的归档包：${backups.join("、")}`);
        expect(said).not.toContain("已封存 0 个");
      });

      it("in which a closed file that is there still is named, and one that should be gone is a difference", async () => {
        const poll = archived.server.polls.get("water")!;
        const file = join(folder, "closed", `${poll}.db`);
        mkdirSync(join(folder, "closed"), { recursive: true });
        cpSync(join(carried, "卷", "closed", `${poll}.db`), file);
        expect((await verified()).differences).toMatchObject([{ code: "file.unknown" }]);
        changed((kept) => (kept.isDone = false));
        const pending = await verified();
        expect(pending.differences).toEqual([]);
        expect(verificationLines(pending).join()).toContain("还没有删完的封存文件：县水利局党组");
        rmSync(file);
        changed((kept) => (kept.isDone = true));
      });

      it("in which a record that says something else is found", async () => {
        changed((kept) => Object.assign(kept.record, { by: "别人" }));
        expect((await verified()).differences).toMatchObject([{ code: "round.destruction" }]);
      });
    },
  );
});

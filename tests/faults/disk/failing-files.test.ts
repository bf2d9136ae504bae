/**
 * A disk that is full, over its quota or broken, met by a file of ours and not by SQLite: closed files, the signing key,
 * backups, what is taken in, the start. Each is `store.storage-full`, and a person reads what to do next. @source anonymity.md §6
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asProblem } from "../../../server/cli/file-problem.ts";
import { openServices } from "../../../server/compose.ts";
import { createApp } from "../../../server/http/app.ts";
import { openSigner } from "../../../server/keys/open-signer.ts";
import { reportFault } from "../../../server/report-fault.ts";
import { closedExample, contentsOf } from "../../../server/store/closed.case.ts";
import { backup } from "../../../server/store/sqlite/backup.ts";
import { openStores } from "../../../server/store/sqlite/open-stores.ts";
import { restore } from "../../../server/store/sqlite/restore.ts";
import { problemLine } from "../../../web/text/problems.ts";
import { type FileCall, whileFailing } from "./failing-files.ts";

const ERRORS = ["ENOSPC", "EDQUOT", "EIO"] as const;
const full = expect.objectContaining({ code: "store.storage-full" });

let folder: string;
let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "plumbline-failing-"));
  folder = join(place, "data");
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

/** The fault was met, and the refusal is the one that has a sentence. */
async function expectFull(call: FileCall, errno: string, act: () => unknown): Promise<void> {
  await whileFailing(call, errno, async (faults) => {
    await expect((async () => act())()).rejects.toEqual(full);
    expect(faults.met).toBeGreaterThan(0);
  });
}

describe.each(ERRORS)("a disk that answers %s", (errno) => {
  it.each(["fsyncSync", "renameSync"] as const)("to %s of a closed file", async (call) => {
    const { closed, close } = await openStores(folder);
    const example = closedExample("p1");
    const write = () => closed.write(example.head, contentsOf(example));
    await expectFull(call, errno, write);
    await write();
    expect(await closed.check("p1")).toMatchObject({ digest: expect.any(String) });
    await close();
  });

  it.each(["fsyncSync", "writeFileSync", "renameSync"] as const)("to %s of files taken in", async (call) => {
    const { closed, close } = await openStores(folder);
    const files = new Map([["p1", new Uint8Array([1, 2, 3])]]);
    const takeIn = async () => (await closed.stage(files)).adopt();
    await expectFull(call, errno, takeIn);
    await takeIn();
    expect(existsSync(join(folder, "closed", "p1.db"))).toBe(true);
    await close();
  });

  it.each(["fsyncSync", "writeFileSync", "renameSync"] as const)("to %s of the signing key", async (call) => {
    const path = join(place, "signing-key.pem");
    await expectFull(call, errno, () => openSigner(path));
    const made = openSigner(path);
    expect(openSigner(path).publicKey).toEqual(made.publicKey);
    expect(readdirSync(place)).toEqual(["signing-key.pem"]);
  });

  it.each(["fsyncSync", "writeFileSync"] as const)("to %s of a backup", async (call) => {
    const { close } = await openServices({ dataFolder: folder, address: null });
    const target = join(place, "copy");
    await expectFull(call, errno, () => backup(folder, target, { privateKeys: false }));
    expect(existsSync(target)).toBe(false);
    backup(folder, target, { privateKeys: false });
    for (const one of ["copyFileSync", "fsyncSync"] as const)
      await expectFull(one, errno, () => restore(target, join(place, "restored")));
    expect(existsSync(join(place, "restored"))).toBe(false);
    restore(target, join(place, "restored"));
    await close();
  });

  it.each(["fsyncSync", "mkdirSync"] as const)("to %s of a start", async (call) => {
    await expectFull(call, errno, () => openStores(folder));
    await (await openStores(folder)).close();
  });

  it("to the mark of an orderly end: it is said, and the folder is free for the next start", async () => {
    const stores = await openStores(folder);
    await expectFull("writeFileSync", errno, () => stores.close());
    expect(existsSync(join(folder, "at-rest.json.tmp"))).toBe(false);
    await (await openStores(folder)).close();
  });
});

it("a disk that its system has made read-only is the disk of the closed files failing", async () => {
  const { closed, close } = await openStores(folder);
  const example = closedExample("p1");
  await expectFull("renameSync", "EROFS", () => closed.write(example.head, contentsOf(example)));
  await close();
});

it("a start that is refused after a kill takes no log away that the next one would miss", async () => {
  const live = join(place, "live");
  const stores = await openStores(live);
  await stores.office.inTransaction((office) => office.audit());
  cpSync(live, folder, { recursive: true });
  await stores.close();
  const [roll, aside] = [join(folder, "roll.db"), join(folder, "aside")];
  renameSync(roll, aside);
  mkdirSync(roll);
  await expect(openStores(folder)).rejects.toMatchObject({ facts: { file: "roll.db", reason: "folder" } });
  rmdirSync(roll);
  renameSync(aside, roll);
  // Nothing was opened meanwhile: every log is still there, and that of the roll is still asked for.
  expect(existsSync(join(folder, "box.db-wal"))).toBe(true);
  const log = readFileSync(join(folder, "roll.db-wal"));
  rmSync(join(folder, "roll.db-wal"));
  await expect(openStores(folder)).rejects.toMatchObject({
    facts: { file: "roll.db-wal", reason: "missing" },
  });
  writeFileSync(join(folder, "roll.db-wal"), log);
  const again = await openStores(folder);
  expect(again.wasCutOff).toBe(true);
  await again.close();
});

describe("what a person reads", () => {
  const failed = (code: string, path?: string): Error =>
    Object.assign(new Error(`${code}: write`), { code, ...(path !== undefined && { path }) });

  it.each([...ERRORS, "EROFS"])(
    "of %s in any answer of the server: 503 with what to do, no detail",
    async (code) => {
      const services = await openServices({ dataFolder: folder, address: null });
      const faults: unknown[] = [];
      const office = { ...services.deps.office, inTransaction: () => Promise.reject(failed(code, "/秘密")) };
      const app = createApp({
        deps: { ...services.deps, office: office as unknown as typeof services.deps.office },
        exportsFolder: "",
        pages: new Map(),
        onFault: (error) => faults.push(error),
      });
      const answer = await app.request("/api/office/session");
      const login = await app.request("/api/office/session", {
        method: "POST",
        headers: { "content-type": "application/json", origin: "http://localhost", host: "localhost" },
        body: JSON.stringify({ name: "承办人", password: "x" }),
      });
      for (const one of [answer, login].filter(({ status }) => status >= 500)) {
        expect([one.status, await one.json()]).toEqual([503, { code: "store.storage-full", facts: {} }]);
      }
      expect(login.status).toBe(503);
      expect(login.headers.get("retry-after")).toBe("5");
      expect(faults).toEqual([]);
      await services.close();
    },
  );

  it("of one beside a request: a sentence in the window, not the place in the program", () => {
    const written = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    try {
      reportFault(failed("EDQUOT"), "yongning");
      reportFault(failed("EIO"));
      expect(written.mock.calls.map(([line]) => line)).toEqual([
        `yongning：${problemLine({ code: "store.storage-full" })}\n`,
        `${problemLine({ code: "store.storage-full" })}\n`,
      ]);
    } finally {
      written.mockRestore();
    }
  });

  it("of a file that a command names: a full stick, one over its quota, one that fails", () => {
    expect(asProblem(failed("ENOSPC", "/u/包.zip"))).toEqual(full);
    expect(asProblem(failed("EDQUOT", "/u/包.zip"))).toEqual(full);
    expect(asProblem(failed("EIO"))).toEqual(full);
    const broken = asProblem(failed("EIO", "/u/包.zip"));
    expect(broken).toMatchObject({ code: "file.unusable", facts: { file: "/u/包.zip", reason: "failing" } });
    expect(problemLine(broken as { code: string; facts: unknown })).toContain("U 盘可能坏了");
  });
});

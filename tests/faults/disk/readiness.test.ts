/**
 * `/ready` asks the files themselves: taken away, exchanged, on a disk that is full, taken away from writers. Its answer is the
 * same for all of them, and nothing is acknowledged meanwhile. @source docs/operating.md
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { composeApp, openServices, type Services } from "../../../server/compose.ts";
import { castRows } from "../../../server/store/box.case.ts";
import { SqliteFile } from "../../../server/store/sqlite/sqlite-file.ts";
import { BOX_KIND } from "../../../server/store/sqlite/sqlite-box.ts";
import { orSkipped } from "../../or-skipped.ts";

const place = mkdtempSync(join(tmpdir(), "plumbline-ready-"));
const small = mkdtempSync(join(tmpdir(), "plumbline-ready-small-"));
const canMount =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", small], { stdio: "ignore" }).status === 0;
if (!canMount) process.stderr.write("SKIPPED: a full disk, because nothing may be mounted here.\n");
afterAll(() => {
  if (canMount) spawnSync("umount", [small]);
  for (const path of [place, small]) rmSync(path, { recursive: true, force: true });
});

let services: Services | null = null;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(place, "data-"));
});
afterEach(() => services?.close().catch(() => undefined));

/** Asks for `/ready` of a server on `dataFolder`. */
async function asking(dataFolder: string): Promise<() => Promise<readonly [number, unknown]>> {
  services = await openServices({ dataFolder, address: null });
  const app = await composeApp(services, new Map());
  return async () => {
    const answer = await app.request("/ready");
    return [answer.status, await answer.json()];
  };
}

const YES = [200, { ready: true }];
const NO = [503, { ready: false, reason: "stores" }];
const key = new Uint8Array(32).fill(7);

describe.skipIf(process.platform === "win32")(
  orSkipped(process.platform !== "win32", "a server is not ready while", "this is Windows"),
  () => {
    it.each(["box.db", "roll.db", "office.db", "box.db-wal", "roll.db-wal", "office.db-wal"])(
      "%s is taken away or another lies there, and is again when it is back",
      async (name) => {
        const ready = await asking(folder);
        expect(await ready()).toEqual(YES);
        const [file, aside] = [join(folder, name), join(folder, "aside")];
        renameSync(file, aside);
        expect(await ready()).toEqual(NO);
        copyFileSync(aside, file);
        expect(await ready()).toEqual(NO);
        if (name.startsWith("box")) {
          const lost = services!.deps.box.cast(castRows(key));
          await expect(lost).rejects.toMatchObject({ code: "store.damaged", facts: { file: name } });
        }
        renameSync(aside, file);
        expect(await ready()).toEqual(YES);
        expect(await services!.deps.box.cast(castRows(key))).toBe("new");
      },
    );

    it.skipIf(!canMount)(
      orSkipped(
        canMount,
        "its disk is full, and is again when there is space",
        "nothing may be mounted here",
      ),
      async () => {
        const ready = await asking(join(small, "data"));
        expect(await ready()).toEqual(YES);
        const { bavail, bsize } = statfsSync(small);
        writeFileSync(join(small, "full"), Buffer.alloc((bavail - 2) * bsize));
        expect(await ready()).toEqual(NO);
        rmSync(join(small, "full"));
        expect(await ready()).toEqual(YES);
      },
    );
  },
);

it("a file that takes no writing any more is a disk that fails, and its window is told", () => {
  const file = new SqliteFile(join(folder, "box.db"), BOX_KIND);
  file.tryOut();
  file.db.pragma("query_only = on");
  const full = expect.objectContaining({ code: "store.storage-full" });
  expect(() => file.write(() => file.db.exec("delete from spent"))).toThrow(full);
  expect(() => file.tryOut()).toThrow(full);
  expect(file.canWrite()).toBe(false);
  file.db.pragma("query_only = off");
  expect(file.canWrite()).toBe(true);
  file.tryOut();
  file.close();
});

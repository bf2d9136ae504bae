/**
 * 归档包: made of a round held for real, carried into another folder, and checked there by bare Node and by sha256sum. What
 * is changed in it is found; what is cut off while it is made leaves nothing half written. @source docs/archive.md
 */
import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { generateKeyPairSync, sign } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../server/core/definition/canonical.ts";
import { volumePapers } from "../../server/http/office/volumes/volume-papers.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { makeVolume } from "../../server/services/volume/make-volume.ts";
import { readVolumes } from "../../server/services/volume/read-volumes.ts";
import type { VolumeRow } from "../../server/store/office.ts";
import { type ArchivedRound, startArchivedRound } from "../journeys/archived-round.ts";
import { BUILT_COMMAND } from "../journeys/built-server.ts";
import { testUnit } from "../journeys/start-server.ts";
import { copyStores } from "../journeys/stores-of-test.ts";
import { orSkipped } from "../or-skipped.ts";

const SINGLE = "plumbline-verify.mjs";
const PART = ".plumbline-part";

let round: ArchivedRound;
let away: string;
let carried: string;
let made: VolumeRow;
const steps: (readonly [done: number, of: number])[] = [];

const make = (place: string | null = null, signal = new AbortController().signal) =>
  makeVolume(round.server.deps, KEEPER, {
    round: round.server.round,
    place,
    papers: volumePapers(round.server.deps),
    progress: (done, of) => void steps.push([done, of]),
    signal,
  });
const archives = () => join(round.server.dataFolder, "archives");
const hashOf = (folder: string, path: string) =>
  spawnSync("sha256sum", [path], { cwd: folder, encoding: "utf8" }).stdout.slice(0, 64);

/** Node and the file that lies in the volume, nothing else: no settings, no path, no library folder above. */
const runSingle = (folder: string, ...args: string[]) =>
  spawnSync(process.execPath, [SINGLE, ...args], { cwd: folder, env: {}, encoding: "utf8" });
/** The same of a volume that may have lost its own copy. */
function checkFromOutside(folder: string) {
  copyFileSync(join(carried, SINGLE), join(away, SINGLE));
  return spawnSync(process.execPath, [SINGLE, folder], { cwd: away, env: {}, encoding: "utf8" });
}
function copy(): string {
  const folder = join(away, "副本");
  rmSync(folder, { recursive: true, force: true });
  cpSync(carried, folder, { recursive: true });
  return folder;
}

beforeAll(async () => {
  round = await startArchivedRound({
    units: [testUnit("water", "县水利局党组", [4, 5, 11]), testUnit("roads", "县交通局党组", [4, 5, 11])],
  });
  away = mkdtempSync(join(tmpdir(), "plumbline-volume-"));
  await expect(make()).rejects.toMatchObject({ code: "round.not-archived" });
  expect(existsSync(archives())).toBe(false);
  await round.archive();
  made = await make();
  carried = join(away, "几 年 以后");
  cpSync(made.place, carried, { recursive: true });
});
afterAll(async () => {
  await round.server.stop();
  rmSync(away, { recursive: true, force: true });
});

describe("a volume", () => {
  it("is a folder of its own among the archives, on record with place and digest", async () => {
    expect(readdirSync(archives())).toHaveLength(1);
    expect(made.place).toBe(join(archives(), readdirSync(archives())[0]!));
    expect(steps).toEqual([
      [1, 2],
      [2, 2],
    ]);
    const { volumes } = await readVolumes(round.server.deps, round.server.round);
    expect(volumes[0]).toEqual({ ...made, isHere: true });
    const lines = await round.server.deps.office.inTransaction((office) => office.auditOf("volume.made"));
    expect(lines.map(({ about, detail }) => [about, JSON.parse(detail)])).toEqual([
      [round.server.round, { digest: made.id, place: made.place }],
    ]);
  });

  it("is checked in another folder by bare Node: every file, the signature, every ballot, the signed sheet", () => {
    const said = runSingle(carried, "--sheet", made.sheet);
    expect(said).toMatchObject({ status: 0, stderr: "" });
    expect(said.stdout).toContain(made.id);
    expect(said.stdout).toContain("重数答卷 112 份");
    expect(said.stdout).toContain("与签字表相符");
    const told = JSON.parse(runSingle(carried, "--json").stdout);
    expect(told).toMatchObject({ ok: true, volume: { digest: made.id, files: made.files } });
  });

  it("is checked by sha256sum alone, and what its files are named by is printed on paper", () => {
    const sums = spawnSync("sha256sum", ["-c", "--quiet", "SHA256SUMS"], { cwd: carried, encoding: "utf8" });
    expect(sums).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(hashOf(carried, "manifest.json")).toBe(made.id);
    expect(hashOf(carried, "sheet.json")).toBe(made.sheet);
    const { frozen } = JSON.parse(readFileSync(join(carried, "office.json"), "utf8"));
    for (const { instrument, digest } of frozen.instruments)
      expect(hashOf(carried, `forms/${instrument.id}.json`)).toBe(digest);
    expect(hashOf(carried, `scheme/${frozen.scheme.scheme.id}.json`)).toBe(frozen.scheme.digest);
  });

  it("holds the list of the volume and each unit's documents, none with texts, and no key, password or account", () => {
    const names = readdirSync(carried, { recursive: true, encoding: "utf8" });
    expect(names.some((name) => /归档目录.*\.pdf$/.test(name))).toBe(true);
    expect(names.some((name) => name.startsWith(join("材料", "县水利局党组")))).toBe(true);
    expect(names.filter((name) => /附文字意见/.test(name))).toEqual([]);
    expect(names.filter((name) => /\.pem$|office\.db|roll|box/.test(name))).toEqual([]);
    expect(readFileSync(join(carried, "说明.txt"), "utf8")).toContain("sha256sum -c");
    expect(readFileSync(join(carried, "核验报告.txt"), "utf8")).toContain("与签字表相符");
  });
});

describe("what is changed in a volume is found, in a sentence", () => {
  const flip = (path: string) => (folder: string) => {
    const bytes = readFileSync(join(folder, path));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(join(folder, path), bytes);
  };
  const documentOf = (folder: string) =>
    readdirSync(join(folder, "材料"), { encoding: "utf8" }).find((name) => name.endsWith(".pdf"))!;
  const poll = (unit: string) => `closed/${round.server.polls.get(unit)}.db`;

  it.each<[string, (folder: string) => void, RegExp]>([
    ["a byte of a closed file", (folder) => flip(poll("water"))(folder), /closed\/.+\.db 与清单不符/],
    ["a byte of a document", (folder) => flip(`材料/${documentOf(folder)}`)(folder), /材料\/.+与清单不符/],
    ["a byte of a form", flip("forms/leadership-team.json"), /forms\/leadership-team\.json 与清单不符/],
    ["a byte of the list for sha256sum", flip("SHA256SUMS"), /SHA256SUMS 与清单不符/],
    ["a byte of the signature", flip("signature"), /签名不成立/],
    ["a byte of the manifest", flip("manifest.json"), /清单 manifest\.json|签名不成立/],
    ["a missing manifest", (folder) => rmSync(join(folder, "manifest.json")), /清单 manifest\.json 缺失/],
    ["a missing document", (folder) => rmSync(join(folder, "材料", documentOf(folder))), /缺文件 材料\//],
    ["a missing closed file", (folder) => rmSync(join(folder, poll("water"))), /缺文件 closed\//],
    ["a missing office.json", (folder) => rmSync(join(folder, "office.json")), /缺文件 office\.json/],
    [
      "no JSON in audit.json",
      (folder) => writeFileSync(join(folder, "audit.json"), "?"),
      /audit\.json 与清单/,
    ],
    [
      "another unit's closed file in place of one",
      (folder) => copyFileSync(join(folder, poll("roads")), join(folder, poll("water"))),
      /closed\/.+\.db 与清单不符/,
    ],
    [
      "a file that is not of this volume",
      (folder) => writeFileSync(join(folder, "closed", "other-round.db"), "x"),
      /多出文件 closed\/other-round\.db/,
    ],
  ])("%s", (_, spoil, sentence) => {
    const folder = copy();
    spoil(folder);
    const { status, stdout, stderr } = checkFromOutside(folder);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout.split("\n")[0]).toMatch(/^不一致。/);
    expect(stdout).toMatch(sentence);
  });

  it("everything signed anew by another key, consistent in itself, has another digest and fingerprint", () => {
    const folder = copy();
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
    const before = JSON.parse(runSingle(folder, "--json").stdout);
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    const text = canonicalJson({ ...manifest, from: raw.toString("base64url") });
    const signature = sign(null, Buffer.from(text), privateKey);
    writeFileSync(join(folder, "manifest.json"), text);
    writeFileSync(join(folder, "signature"), signature);
    const sums = readFileSync(join(folder, "SHA256SUMS"), "utf8").split("\n").slice(2);
    const own = ["manifest.json", "signature"].map((path) => `${hashOf(folder, path)}  ${path}`);
    writeFileSync(join(folder, "SHA256SUMS"), [...own, ...sums].join("\n"));
    const after = JSON.parse(runSingle(folder, "--json").stdout);
    expect(after.ok).toBe(true);
    expect(after.volume.digest).not.toBe(before.volume.digest);
    expect(after.volume.fingerprint).not.toBe(before.volume.fingerprint);
  });
});

describe("a volume that does not come to its end", () => {
  const partsIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(PART));

  it("leaves nothing when it is stopped, and no line on record", async () => {
    const stopping = new AbortController();
    const place = join(away, "stopped");
    const making = make(place, stopping.signal);
    stopping.abort();
    await expect(making).rejects.toMatchObject({ name: "AbortError" });
    expect(readdirSync(away).filter((name) => name.startsWith("stopped"))).toEqual([]);
    expect((await readVolumes(round.server.deps, round.server.round)).volumes).toHaveLength(1);
  });

  it("is not written over what is there", async () => {
    await expect(make(carried)).rejects.toMatchObject({
      code: "file.unusable",
      facts: { file: carried, reason: "exists" },
    });
  });

  it("gets its name later when it is on record, and is removed when it is not", async () => {
    const { deps, round: id } = round.server;
    renameSync(made.place, made.place + PART);
    mkdirSync(join(archives(), `other${PART}`));
    writeFileSync(join(archives(), `other${PART}`, "manifest.json"), "{}");
    expect((await readVolumes(deps, id)).volumes).toEqual([{ ...made, isHere: true }]);
    expect(readdirSync(archives())).toHaveLength(1);
    expect(runSingle(made.place).status).toBe(0);
  });

  it("killed while its documents are made is gone at the next look", async () => {
    const folder = join(away, "data");
    await copyStores(round.server, folder);
    const own = join(folder, "archives");
    const run = {
      env: { ...process.env, PLUMBLINE_DATA: folder, DATABASE_URL: "" },
      encoding: "utf8",
    } as const;
    const call = ["archive", "make", round.server.round];
    const child = spawn(process.execPath, [...BUILT_COMMAND, ...call], { env: run.env, stdio: "ignore" });
    const ended = new Promise<boolean>((resolve) => child.once("exit", () => resolve(true)));
    const isBegun = () => existsSync(own) && partsIn(own).some((name) => existsSync(join(own, name, SINGLE)));
    while (!isBegun()) if (await Promise.race([ended, later(5)])) break;
    child.kill("SIGKILL");
    await ended;
    expect(partsIn(own)).toHaveLength(1);
    const status = ["archive", "status", round.server.round, "--json"];
    const said = spawnSync(process.execPath, [...BUILT_COMMAND, ...status], run);
    expect(said).toMatchObject({ status: 0, stderr: "" });
    // The one that the backup knows of lies in the folder that was backed up.
    expect(JSON.parse(said.stdout)).toEqual([{ ...made, isHere: false }]);
    expect(readdirSync(own)).toEqual([]);
  });
});

const small = mkdtempSync(join(tmpdir(), "plumbline-small-"));
const canMount =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", small], { stdio: "ignore" }).status === 0;
afterAll(() => {
  if (canMount) spawnSync("umount", [small]);
  rmSync(small, { recursive: true, force: true });
});
if (!canMount) process.stderr.write("SKIPPED: a full stick, because nothing may be mounted here.\n");

describe.skipIf(!canMount)(orSkipped(canMount, "a stick that is full", "nothing may be mounted here"), () => {
  it("is refused with a sentence, and nothing stays on it", async () => {
    await expect(make(join(small, "卷"))).rejects.toMatchObject({ code: "store.storage-full" });
    expect(readdirSync(small)).toEqual([]);
  });
});

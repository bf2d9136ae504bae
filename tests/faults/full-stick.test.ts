/** A stick that is full: nothing half-written stays on it, whatever kind of parcel was to go there. @source docs/parcels.md */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeParcel } from "../../server/cli/write-parcel.ts";
import type { Parcel } from "../../server/core/parcel/parcel.ts";
import { openSigner } from "../../server/keys/open-signer.ts";
import { signParcel } from "../../server/services/parcel/sign-parcel.ts";
import { orSkipped } from "../or-skipped.ts";

const stick = mkdtempSync(join(tmpdir(), "plumbline-full-stick-"));
const canMount =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", stick], { stdio: "ignore" }).status === 0;
afterAll(() => {
  if (canMount) spawnSync("umount", [stick]);
  rmSync(stick, { recursive: true, force: true });
});
if (!canMount) process.stderr.write("SKIPPED: a full stick, because nothing may be mounted here.\n");

const keys = mkdtempSync(join(tmpdir(), "plumbline-stick-key-"));
afterAll(() => rmSync(keys, { recursive: true }));
const deps = { signer: openSigner(join(keys, "signing-key.pem")) };
const LAPTOP = "7K3M9QXD7K3M9QXD7K3M";
/** More than the stick holds. */
const parts = new Map([["part.json", Buffer.alloc(1024 * 1024, 65)]]);
const common = { title: "包", edition: 1 };
const ofGroup = { ...common, to: LAPTOP, round: "r2026", group: "一组" };

const parcels: readonly Parcel[] = [
  signParcel<"task">(deps, { ...ofGroup, kind: "task", task: null }, parts),
  signParcel<"sealed">(deps, { ...ofGroup, kind: "sealed", task: "0".repeat(64) }, parts),
  signParcel<"template">(deps, { ...common, kind: "template", to: [LAPTOP] }, parts),
  signParcel<"result">(
    deps,
    { ...common, kind: "result", to: LAPTOP, round: "r2026", template: null },
    parts,
  ),
];

describe.skipIf(!canMount)(orSkipped(canMount, "a full stick", "nothing may be mounted here"), () => {
  it.each(parcels.map((parcel) => [parcel.manifest.kind, parcel] as const))(
    "has nothing of a %s parcel that did not fit on it",
    async (_, parcel) => {
      const file = join(stick, "parcel.zip");
      const facts = { file, kind: parcel.manifest.kind, parcel: parcel.id };
      const written = writeParcel({ out: file }, async () => parcel);
      await expect(written).rejects.toMatchObject({ code: "parcel.unwritten", facts });
      expect(readdirSync(stick)).toEqual([]);
    },
  );
});

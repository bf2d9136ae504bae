/** The fingerprint may be the first thing that anybody asks of a new machine. @source docs/parcels.md */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openServices } from "../../server/compose.ts";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import { runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "plumbline-new-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("is printed before there is a data folder, and is the one that the first start keeps", async () => {
  const dataFolder = join(folder, "data");
  const { code, out } = await runCommand(["fingerprint", "--json"], {
    PLUMBLINE_DATA: dataFolder,
    PLUMBLINE_URL: "http://127.0.0.1",
    DATABASE_URL: "",
  });
  expect(code).toBe(0);
  const { deps, close } = await openServices({ dataFolder, address: "http://127.0.0.1" });
  expect(installationFingerprint(deps.signer.publicKey)).toBe(JSON.parse(out).fingerprint);
  await close();
});

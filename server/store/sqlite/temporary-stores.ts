import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStores } from "./open-stores.ts";
import type { Stores } from "../stores.ts";

/** Stores in a fresh folder of the system's temporary directory, for tests; `dispose` closes and removes them. */
export async function temporaryStores(): Promise<Stores & { folder: string; dispose: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-"));
  const stores = await openStores(folder);
  const dispose = async (): Promise<void> => {
    await stores.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...stores, folder, dispose };
}

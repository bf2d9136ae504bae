import { openServices } from "../compose.ts";
import { readConfig } from "../config.ts";
import type { Deps } from "../services/deps.ts";

/** Opens the data folder, acts, and closes it again whatever happened. A running server holds the folder: refused then. */
export async function withServices<T>(act: (deps: Deps, exportsFolder: string) => Promise<T>): Promise<T> {
  const services = await openServices(readConfig());
  try {
    return await act(services.deps, services.exportsFolder);
  } finally {
    await services.close();
  }
}

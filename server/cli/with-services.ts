import { openServices } from "../compose.ts";
import { readConfig } from "../config.ts";
import type { Exports } from "../core/documents/export-job.ts";
import { ExportJobs } from "../exports/export-jobs.ts";
import { reportFault } from "../report-fault.ts";
import type { Deps } from "../services/deps.ts";

/** Opens the data folder, acts, and closes it again whatever happened. A running server holds the folder: refused then. */
export async function withServices<T>(act: (deps: Deps, exports: Exports) => Promise<T>): Promise<T> {
  const services = await openServices(readConfig());
  try {
    const { processes, exportsFolder, deps } = services;
    return await act(deps, processes?.exports ?? new ExportJobs(exportsFolder, reportFault));
  } finally {
    await services.close();
  }
}

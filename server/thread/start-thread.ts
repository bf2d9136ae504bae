import { Worker, type WorkerOptions } from "node:worker_threads";

/** As sources this module is TypeScript; built, every entry is a file beside it. */
const isBuilt = !import.meta.url.endsWith(".ts");

/**
 * Starts a module of ours as a thread of its own, from the sources as well as built.
 *
 * @param entry the module beside whoever starts it: `new URL("./draw-worker.ts", import.meta.url)`
 * @param options.workerData what the module finds as its `workerData`
 */
export function startThread(
  entry: URL,
  { workerData, ...options }: Omit<WorkerOptions, "workerData"> & { readonly workerData?: object } = {},
): Worker {
  if (isBuilt) return new Worker(new URL(entry.href.replace(/\.ts$/, ".mjs")), { ...options, workerData });
  return new Worker(new URL("./typescript-worker.mjs", import.meta.url), {
    ...options,
    workerData: { ...workerData, entry: entry.href },
  });
}

// A worker thread does not inherit the loader of TypeScript: it registers it first, then loads its own entry.
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.entry);

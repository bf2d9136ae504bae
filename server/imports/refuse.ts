import { Problem } from "../core/problem.ts";

/** @throws Problem import.unreadable, always */
export function refuse(reason: string): never {
  throw new Problem("import.unreadable", { reason });
}

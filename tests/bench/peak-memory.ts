import { readFileSync } from "node:fs";
import { platform } from "node:process";

/**
 * The most memory that this process has held at once, in bytes.
 *
 * On Linux not by `getrusage`: a process that was forked and then became another program keeps there the size of whoever
 * forked it.
 */
export function peakBytes(): number {
  if (platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  if (!kibibytes) throw new Error("the system does not say how much memory a process has held");
  return Number(kibibytes) * 1024;
}

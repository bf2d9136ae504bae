/** How much processor time one thread of this process has used: waiting for a busy machine does not count. */
import { readFileSync, readlinkSync } from "node:fs";

/** The thread that calls, as Linux numbers it; null where the system does not say. */
export function ownThread(): number | null {
  try {
    return Number(/\d+$/.exec(readlinkSync("/proc/thread-self"))![0]);
  } catch {
    return null;
  }
}

/** Of `/proc`; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * Processor time that a thread has used since it began, in milliseconds.
 *
 * Where threads are not numbered it is the time of the whole process: never less, and just as blind to what other
 * programs take from the machine.
 *
 * @param thread from `ownThread`
 */
export function processorMilliseconds(thread: number | null): number {
  if (thread === null) return wholeProcess();
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, "latin1");
    // Fields 14 and 15, after the name in parentheses, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  } catch {
    // A thread that has just ended.
    return 0;
  }
}

function wholeProcess(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

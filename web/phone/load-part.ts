/** Parts of the page that its first view does without; each is a file of its own. */
import { Problem } from "../../server/core/problem.ts";
import { OPENING, untilAnswered } from "./page/waiting.ts";

/** Loads a part; while the network does not give it, the waiting page stands. */
export const loadPart = <T>(load: () => Promise<T>): Promise<T> => untilAnswered(() => partOf(load), OPENING);

/** @throws Problem network.no-answer when the part cannot be loaded now */
export async function partOf<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    throw new Problem("network.no-answer", { status: null });
  }
}

/** Parts of the page that its first view does without; each is a file of its own. */
import { Problem } from "../../server/core/problem.ts";
import { OPENING, untilAnswered } from "./page/waiting.ts";

/** Loads a part; while the network does not give it, the waiting page stands. */
export const loadPart = <T>(load: () => Promise<T>): Promise<T> => untilAnswered(() => partOf(load), OPENING);

/**
 * Fetches the files of the forms without running them, so that they come beside the first answer and do not hold up the first
 * picture. Their names are written into the page by the build.
 */
export function fetchForms(): void {
  const names = document.querySelector<HTMLElement>("script[data-forms]")?.dataset["forms"] ?? "";
  for (const name of names.split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = name.endsWith(".css") ? "style" : "script";
    // As import() fetches them; otherwise they would come twice.
    link.crossOrigin = "anonymous";
    link.href = name;
    document.head.append(link);
  }
}

/** @throws Problem network.no-answer when the part cannot be loaded now */
export async function partOf<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    throw new Problem("network.no-answer", { status: null });
  }
}

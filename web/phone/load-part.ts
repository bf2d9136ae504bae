/** Parts of the page that its first view does without; each is a file of its own. */
import { Problem } from "../../server/core/problem.ts";
import { OPENING, untilAnswered } from "./page/waiting.ts";

/** Loads a part; while the network does not give it, the waiting page stands. */
export const loadPart = <T>(load: () => Promise<T>): Promise<T> => untilAnswered(() => partOf(load), OPENING);

let areFetched = false;

/**
 * Fetches the files of the forms without running them, so that they come beside the first answer and do not hold up the first
 * picture. Their names are written into the page by the build.
 */
export function fetchForms(): void {
  if (areFetched) return;
  areFetched = true;
  const names = document.querySelector<HTMLElement>("script[data-forms]")?.dataset["forms"] ?? "";
  for (const name of names.split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    if (name.endsWith(".css")) asPreload(link, "style");
    else if (link.relList?.supports?.("modulepreload")) link.rel = "modulepreload";
    else asPreload(link, "script");
    // As import() fetches them; otherwise they would come twice.
    link.crossOrigin = "anonymous";
    link.href = name;
    document.head.append(link);
  }
}

/**
 * Whether this phone has the page's files from before: then the forms' come at once whenever they are wanted, and would be
 * read while the first picture is waited for.
 */
export function hasFilesKept(): boolean {
  const own = document.querySelector<HTMLScriptElement>("script[data-forms]");
  const [entry] = own ? performance.getEntriesByName(own.src) : [];
  return (entry as PerformanceResourceTiming | undefined)?.transferSize === 0;
}

/** A script that is only preloaded is read beside the page as what it is not, and then a second time, which holds the page up. */
function asPreload(link: HTMLLinkElement, as: "style" | "script"): void {
  link.rel = "preload";
  link.as = as;
}

/** @throws Problem network.no-answer when the part cannot be loaded now */
export async function partOf<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    throw new Problem("network.no-answer", { status: null });
  }
}

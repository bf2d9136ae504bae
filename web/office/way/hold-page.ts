/** While something would be lost or cut short were the page left, the browser asks first, in words of its own. */
const reasons = new Set<unknown>();

/** @param reason what is given to `letPageGo` once nothing of it would be lost any more */
export function holdPage(reason: unknown): void {
  reasons.add(reason);
  addEventListener("beforeunload", warnOfLeaving);
}

export function letPageGo(reason: unknown): void {
  reasons.delete(reason);
  if (reasons.size === 0) removeEventListener("beforeunload", warnOfLeaving);
}

const warnOfLeaving = (event: BeforeUnloadEvent): void => event.preventDefault();

/** Moments for work that nobody waits for. */

/** A busy page has no idle moment; then the work is done all the same. */
const LATEST_MS = 1000;

/** After the next picture, once the browser has nothing else to do: what has just been shown stands there and can be pressed. */
export const whenIdle = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => idle(resolve))));

/** Safari has no `requestIdleCallback`. */
function idle(act: () => void): void {
  if (typeof window.requestIdleCallback === "function")
    window.requestIdleCallback(() => act(), { timeout: LATEST_MS });
  else setTimeout(act);
}

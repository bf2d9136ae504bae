/** How long a poll that is closing still takes ballots, by the server's clock: a phone's own may be wrong. */
import { getJson } from "../../server/core/ticket/phone-port.ts";
import { browserPort, serverNow } from "./browser-port.ts";
import type { PollDocument } from "./poll-document.ts";

/** The server tells its time in whole seconds; nobody is promised the part that may be missing. */
const CLOCK_STEP_MS = 1000;
const LOOK_EVERY_MS = 60_000;
/** Of a form that is only looked at: it never closes, and nothing is asked. */
export const NO_POLL = "";

/** Whole minutes left, at least 1; null when the poll is not closing. */
export function minutesLeft({ state, closingEndsAt }: PollDocument): number | null {
  if (state !== "closing" || closingEndsAt === null) return null;
  const left = Date.parse(closingEndsAt) - serverNow() - CLOCK_STEP_MS;
  return Math.max(1, Math.ceil(left / 60_000));
}

/**
 * Tells whether the poll has begun to close: now, every minute, and when the person comes back to the page.
 * What cannot be read just now is left for the next time.
 *
 * @returns ends the watching
 */
export function watchClosing(poll: string, tell: (minutes: number | null) => void): () => void {
  if (poll === NO_POLL) return () => {};
  let isWatched = true;
  async function look(): Promise<void> {
    if (document.hidden) return;
    try {
      const read = (await getJson(browserPort, `/api/polls/${encodeURIComponent(poll)}`)) as PollDocument;
      if (isWatched) tell(minutesLeft(read));
    } catch {
      // The next look, or submitting, will tell.
    }
  }
  void look();
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  const onShown = () => void look();
  document.addEventListener("visibilitychange", onShown);
  return () => {
    isWatched = false;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", onShown);
  };
}

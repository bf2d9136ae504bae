/**
 * A script of its own, small, beside the page's: it asks for what a scanned slip or link opens while the other is still on
 * its way, and the other takes the answer over. It asks for nothing that would not be asked a moment later.
 *
 * @source docs/decisions/0122
 */
import { isTooOld } from "./too-old.ts";
import "./old-web-views.ts";
import { entryRequest, pollRequest } from "../../server/core/ticket/entry-request.ts";
import { parseLink } from "../../server/core/ticket/link-url.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import type { PhoneRequest } from "../../server/core/ticket/phone-port.ts";
import { isKiosk } from "./kiosk/is-kiosk.ts";

const ANSWER_WITHIN_MS = 20_000;

export interface Answered {
  readonly status: number;
  readonly text: string;
  /** Milliseconds by which the server's clock is ahead, as far as its answer tells; null when it does not. */
  readonly serverAheadMs: number | null;
}

/** @throws when no answer comes, or not within 20 s */
export async function ask(path: string, request: PhoneRequest): Promise<Answered> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_WITHIN_MS);
  try {
    const response = await fetch(path, {
      ...request,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: abort.signal,
    });
    const told = Date.parse(response.headers.get("date") ?? "");
    const serverAheadMs = Number.isNaN(told) ? null : told - Date.now();
    return { status: response.status, text: await response.text(), serverAheadMs };
  } finally {
    clearTimeout(timer);
  }
}

interface Ahead {
  readonly path: string;
  readonly body: string | undefined;
  readonly answered: Promise<Answered>;
}

let ahead: Ahead | null = null;

/** What was asked ahead, once, for exactly this request; null for any other. */
export function takeAhead(path: string, request: PhoneRequest): Promise<Answered> | null {
  const found = ahead;
  if (found?.path !== path || found.body !== request.body) return null;
  ahead = null;
  return found.answered;
}

if (!isTooOld && !isKiosk() && location.hash.length > 1) askAhead(location.hash);

function askAhead(fragment: string): void {
  try {
    const link = parseLink(fragment);
    const { path, request } = link ? pollRequest(link.poll) : entryRequest(parseTicket(fragment).code);
    const answered = ask(path, request);
    // Whoever takes it over is told; before that nobody waits for it.
    answered.catch(() => {});
    ahead = { path, body: request.body, answered };
  } catch {
    // What cannot be read is spoken of by the page.
  }
}

/** The browser's side of `PhonePort`. `getRandomValues` and `fetch` are there on plain http too; nothing else is used. */
import type { PhonePort } from "../../server/core/ticket/phone-port.ts";

const ANSWER_WITHIN_MS = 20_000;

export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

let serverAheadMs = 0;

/** Milliseconds since 1970 by the server's clock, exact to a second; by the phone's own before the first answer. */
export const serverNow = (): number => Date.now() + serverAheadMs;

function noteServerTime(date: string | null): void {
  const told = date === null ? NaN : Date.parse(date);
  if (!Number.isNaN(told)) serverAheadMs = told - Date.now();
}

export const browserPort: PhonePort = {
  seals: location.protocol !== "https:",
  random: randomBytes,
  async fetch(path, request) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), ANSWER_WITHIN_MS);
    try {
      const response = await fetch(path, {
        ...request,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: abort.signal,
      });
      noteServerTime(response.headers.get("date"));
      const text = await response.text();
      return { status: response.status, text: () => Promise.resolve(text) };
    } finally {
      clearTimeout(timer);
    }
  },
};

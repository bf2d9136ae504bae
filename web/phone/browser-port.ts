/** The browser's side of `PhonePort`. `getRandomValues` and `fetch` are there on plain http too; nothing else is used. */
import type { PhonePort } from "../../server/core/ticket/phone-port.ts";
import { ask, takeAhead } from "./ask-ahead.ts";

export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

let serverAheadMs = 0;

/** Milliseconds since 1970 by the server's clock, exact to a second; by the phone's own before the first answer. */
export const serverNow = (): number => Date.now() + serverAheadMs;

export const browserPort: PhonePort = {
  seals: location.protocol !== "https:",
  random: randomBytes,
  async fetch(path, request) {
    const { status, text, serverAheadMs: told } = await (takeAhead(path, request) ?? ask(path, request));
    if (told !== null) serverAheadMs = told;
    return { status, text: () => Promise.resolve(text) };
  },
};

/** The first question of a phone, which its small script asks ahead and the page asks otherwise. @source docs/http.md */
import { toBase64Url } from "./bytes.ts";
import { ticketHashOf } from "./derive.ts";
import type { PhoneRequest } from "./phone-port.ts";

interface Question {
  readonly path: string;
  readonly request: PhoneRequest;
}

/** Which poll a ticket opens; shows SHA-256(a) and nothing more of its code, which is normalised. */
export const entryRequest = (code: string): Question => ({
  path: "/api/entry",
  request: {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ h: toBase64Url(ticketHashOf(code)) }),
  },
});

/** The document of a poll, which an open link names. */
export const pollRequest = (poll: string): Question => ({
  path: `/api/polls/${encodeURIComponent(poll)}`,
  request: { method: "GET", headers: {} },
});

/** The one cookie of the console: where the session's token travels, and under which name. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const NAME = "plumbline";
const KEPT_TO_ITSELF = { path: "/", httpOnly: true, sameSite: "Strict" } as const;

/**
 * On https the name begins with `__Host-`, and a cookie without it counts for nothing: neither another host of the same
 * domain nor somebody in between on plain http can put a session of theirs into the browser. Browsers refuse that name
 * on plain http, so in a meeting room without a certificate it goes without.
 *
 * @source RFC 6265bis §4.1.3.2
 */
const prefixOf = (c: Context): "host" | undefined => (isHttps(c) ? "host" : undefined);

/** The token that came with a call; undefined: none. */
export function sessionToken(c: Context): string | undefined {
  const prefix = prefixOf(c);
  return prefix ? getCookie(c, NAME, prefix) : getCookie(c, NAME);
}

export function giveSession(c: Context, token: string): void {
  setCookie(c, NAME, token, optionsOf(c));
}

export function takeSessionBack(c: Context): void {
  deleteCookie(c, NAME, optionsOf(c));
}

function optionsOf(c: Context) {
  const prefix = prefixOf(c);
  return prefix ? { ...KEPT_TO_ITSELF, prefix, secure: true } : KEPT_TO_ITSELF;
}

function isHttps(c: Context): boolean {
  return new URL(c.req.url).protocol === "https:" || c.req.header("x-forwarded-proto") === "https";
}

import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** The phone's forms inside a page of the console: the one page that may stand in a frame, and only in ours. */
export const PREVIEW = "/preview";

/** What a browser may do with an answer: nothing from elsewhere, no frame, no guessing of types, no referrer. */
export const pageHeaders: MiddlewareHandler = (c, next) =>
  (c.req.path === PREVIEW ? FRAMED : UNFRAMED)(c, next);

const headers = (frameAncestors: "'none'" | "'self'"): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: [frameAncestors],
      formAction: ["'self'"],
    },
    referrerPolicy: "no-referrer",
    // Set by whoever ends TLS in front of us; on plain http in a meeting room it would be wrong.
    strictTransportSecurity: false,
  });
const UNFRAMED = headers("'none'");
const FRAMED = headers("'self'");

/** The phone's interface: no session, no cookie, constant paths, nothing about the caller is kept. @source docs/http.md */
import { type Context, Hono } from "hono";
import { Problem, isProblem } from "../../core/problem.ts";
import { toBase64Url } from "../../core/ticket/bytes.ts";
import { sealReply } from "../../keys/seal-reply.ts";
import { castBallot } from "../../services/cast-ballot.ts";
import { checkCredential } from "../../services/check-credential.ts";
import type { Deps } from "../../services/deps.ts";
import { findEntry } from "../../services/find-entry.ts";
import { redeemLink } from "../../services/redeem-link.ts";
import { lookAtTicket, redeemTicket } from "../../services/redeem-ticket.ts";
import type { FailureLimit } from "../failure-limit.ts";
import { readJsonBody, shapeOf } from "../request-body.ts";
import { FormFiles } from "./form-files.ts";
import { sendJsonFile } from "./json-file.ts";
import { presentEntry, presentPoll } from "./present-poll.ts";
import { readSealed } from "./read-sealed.ts";
import { ballotShape, checkShape, entryShape, linkShape, redeemShape } from "./shapes.ts";

const signaturesOf = (signatures: ReadonlyMap<string, Uint8Array>) => ({
  signatures: Object.fromEntries([...signatures].map(([id, bytes]) => [id, toBase64Url(bytes)])),
});

/** What holds callers back. */
export interface Brakes {
  /** Wrong tickets and passwords, per address. */
  readonly failures: FailureLimit;
  /** Beginnings by an open link, per address. */
  readonly links: FailureLimit;
}

export function phoneRoutes(deps: Deps, { failures, links }: Brakes) {
  const forms = new FormFiles(deps);

  /** Wrong tickets are counted, right ones never; the address is kept as a keyed hash, in memory, for a minute. */
  async function limited<T>(c: Context, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (isProblem(error, "ticket.unknown") && !failures.admits(failures.callerOf(c))) {
        throw new Problem("ticket.too-many-tries", { seconds: 60 });
      }
      throw error;
    }
  }

  return new Hono()
    .use(async (c, next) => {
      await next();
      // Not by c.header(), which makes a second answer around the finished one.
      if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
    })
    .post("/entry", async (c) => {
      const { h } = shapeOf(entryShape, await readJsonBody(c));
      const entry = await limited(c, () => findEntry(deps, h));
      return sendJsonFile(c, await presentEntry(deps, entry));
    })
    .get("/polls/:poll", async (c) => sendJsonFile(c, await presentPoll(deps, c.req.param("poll"))))
    .get("/forms/:digest", (c) => forms.send(c, c.req.param("digest")))
    .post("/redeem", async (c) => {
      const { body, isSealed } = await readSealed(deps, c);
      const { a, blinded, look } = shapeOf(redeemShape, body);
      const request = { a, blinded: new Map(Object.entries(blinded)) };
      const act = () => (look ? lookAtTicket(deps, request, isSealed) : redeemTicket(deps, request));
      return c.json(signaturesOf(await limited(c, act)));
    })
    .post("/links", async (c) => {
      // Nobody is entitled and nothing is stored, so the only brake there is counts every call of an address.
      if (!links.admits(links.callerOf(c))) throw new Problem("link.too-many", { seconds: 60 });
      const { poll, link, blinded } = shapeOf(linkShape, (await readSealed(deps, c)).body);
      const request = { poll, link, blinded: new Map(Object.entries(blinded)) };
      return c.json(signaturesOf(await redeemLink(deps, request)));
    })
    .post("/ballots", async (c) => {
      const cast = await castBallot(deps, shapeOf(ballotShape, (await readSealed(deps, c)).body));
      return c.json({ receipt: cast.receipt }, cast.isNew ? 201 : 200);
    })
    .post("/ballots/check", async (c) => {
      const { reply, ...request } = shapeOf(checkShape, (await readSealed(deps, c)).body);
      const isCast = await checkCredential(deps, request);
      return c.json(reply ? { sealed: toBase64Url(sealReply(reply, c.req.path, isCast)) } : { cast: isCast });
    });
}

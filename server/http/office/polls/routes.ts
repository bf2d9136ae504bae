import { Hono } from "hono";
import { z } from "zod";
import { Readable } from "node:stream";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import { streamTicketSheet } from "../../../exports/ticket-sheet-pdf.ts";
import { openPoll, pausePoll, resumePoll } from "../../../services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../../services/close-poll.ts";
import type { Deps } from "../../../services/deps.ts";
import { mintTickets } from "../../../services/mint-tickets.ts";
import { checkAccount } from "../../../services/sign-in.ts";
import { Problem } from "../../../core/problem.ts";
import { signInShape } from "../accounts/routes.ts";
import type { PollStateAnswer } from "../answers.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import { describe } from "../describe.ts";
import { actorOf, type OfficeEnv, pollOf, requireActing } from "../session.ts";

const ticketShape = z.strictObject({ batch: z.string().min(1).max(100), spare: z.int().min(0).max(1000) });
const closeShape = z.strictObject({ second: signInShape });

export function pollRoutes(deps: Deps) {
  return new Hono<OfficeEnv>()
    .use("/polls/*", async (c, next) => {
      if (c.req.method !== "GET") requireActing(c);
      await next();
    })
    .post(
      "/polls/:poll/tickets",
      describe("领码纸（只生成一次）", { body: ticketShape, answer: "application/pdf" }),
      async (c) => {
        const { batch, spare } = shapeOf(ticketShape, await readJsonBody(c));
        const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
        const eligible = poll.plan?.batches.find((one) => one.id === batch)?.eligible ?? 0;
        const sheet = await mintTickets(deps, actorOf(c), poll.id, batch, {
          count: eligible + spare,
          voidUnused: true,
        });
        c.header("content-disposition", contentDisposition(`${unit.name}_领码纸_${sheet.batch.name}.pdf`));
        c.header("content-type", "application/pdf");
        return c.body(Readable.toWeb(streamTicketSheet(sheet)) as ReadableStream<Uint8Array>);
      },
    )
    .post("/polls/:poll/open", describe("开放"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      return c.json(stateOf(await openPoll(deps, actorOf(c), poll.id)));
    })
    .post("/polls/:poll/pause", describe("暂停"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      return c.json(stateOf(await pausePoll(deps, actorOf(c), poll.id)));
    })
    .post("/polls/:poll/resume", describe("继续"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      return c.json(stateOf(await resumePoll(deps, actorOf(c), poll.id)));
    })
    .post("/polls/:poll/close", describe("封存（两人）", { body: closeShape }), async (c) => {
      const { second } = shapeOf(closeShape, await readJsonBody(c));
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const other = await checkAccount(deps, second.name, second.password);
      if (other.id === c.get("account").id) throw new Problem("account.same-person", {});
      await beginClosing(deps, actorOf(c), poll.id, { second: { account: other.id, name: other.name } });
      return c.json(stateOf(await continueClosing(deps, actorOf(c), poll.id)));
    });
}

const stateOf = ({ state }: PollStateAnswer): PollStateAnswer => ({ state });

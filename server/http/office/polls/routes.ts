import { type Context, Hono } from "hono";
import { z } from "zod";
import { fileTitles } from "../../../core/documents/file-name.ts";
import type { Exports } from "../../../core/documents/export-job.ts";
import { sheetPages } from "../../../exports/ticket-sheet.ts";
import { streamTicketSheet } from "../../../exports/ticket-sheet-pdf.ts";
import { openPoll, pausePoll, resumePoll } from "../../../services/change-poll-state.ts";
import { beginClosing, continueClosing, voidPoll } from "../../../services/close-poll.ts";
import { declareInvalid } from "../../../services/declare-invalid.ts";
import type { Deps } from "../../../services/deps.ts";
import { exchangeTicket, isBeyondExchanges } from "../../../services/exchange-ticket.ts";
import { extendPoll } from "../../../services/extend-poll.ts";
import { mintSheet, type TicketSheet } from "../../../services/mint-tickets.ts";
import { noteClosed } from "../../../services/sign-in.ts";
import { Problem } from "../../../core/problem.ts";
import type { PollStateAnswer } from "../answers.ts";
import type { PollState } from "../../../core/round/round.ts";
import type { PollRow } from "../../../store/office.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import { describe } from "../describe.ts";
import { actorOf, type OfficeEnv, pollOf, requireActing } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { sendDrawing } from "./send-drawing.ts";
import { repeatPoll } from "../../../services/repeat-poll.ts";

const ticketShape = z.strictObject({ batch: z.string().min(1).max(100), spare: z.int().min(0).max(1000) });
const reprintShape = twoPeopleShape.extend(ticketShape.shape);
const exchangeShape = twoPeopleShape.extend({
  /** A QR code as scanned, or the code as typed. */
  ticket: z.string().min(1).max(300),
  batch: z.string().min(1).max(100).optional(),
});
const extendShape = z.strictObject({ openUntil: z.string().trim().min(1).max(200) });
/** waits: those who have begun still have the grace; without it the two end it with this. */
const closeShape = twoPeopleShape.extend({ waits: z.boolean().optional() });
const reasonShape = twoPeopleShape.extend({ reason: z.string().trim().min(1).max(200) });

export function pollRoutes(deps: Deps, failures: FailureLimit, jobs: Exports) {
  return new Hono<OfficeEnv>()
    .use("/polls/*", async (c, next) => {
      if (c.req.method !== "GET") requireActing(c);
      await next();
    })
    .post(
      "/polls/:poll/tickets",
      describe("领码纸（只生成一次）", { body: ticketShape, answer: "application/pdf" }),
      async (c) => {
        const { poll } = await pollOf(deps, c, c.req.param("poll"));
        const { batch, spare } = shapeOf(ticketShape, await readJsonBody(c));
        return sendSheet(deps, c, await mintSheet(deps, actorOf(c), poll.id, batch, spare));
      },
    )
    .post(
      "/polls/:poll/reprint",
      describe("作废重印领码纸（两人）", { body: reprintShape, answer: "application/pdf" }),
      async (c) => {
        const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
        const { batch, spare, ...people } = shapeOf(reprintShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, unit);
        return sendSheet(deps, c, await mintSheet(deps, who, poll.id, batch, spare));
      },
    )
    .post(
      "/polls/:poll/exchange",
      describe("换一张码（两人）", { body: exchangeShape, answer: "application/pdf" }),
      async (c) => {
        const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
        const { ticket, batch, ...people } = shapeOf(exchangeShape, await readJsonBody(c));
        requireState(poll, ["sealed", "open", "paused"]);
        // Beyond the few that every meeting needs, the second person is of the office.
        const isByOffice = await isBeyondExchanges(deps, poll.id, ticket);
        const who = await confirmedByTwo(deps, failures, c, people, isByOffice ? null : unit);
        const sheet = await exchangeTicket(deps, who, poll.id, { ticket, batch: batch ?? null, isByOffice });
        return sendDrawing(deps, c, streamTicketSheet(sheet), {
          ...sheet,
          title: fileTitles.exchanged(sheet.batch.name),
        });
      },
    )
    .post("/polls/:poll/open", describe("开放（未加密时两人）", { body: twoPeopleShape }), async (c) => {
      const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
      requireState(poll, ["sealed"]);
      const who = (await isPlain(deps, poll))
        ? await confirmedByTwo(deps, failures, c, shapeOf(twoPeopleShape, await readJsonBody(c)), unit)
        : actorOf(c);
      return c.json(stateOf(await openPoll(deps, who, poll.id)));
    })
    .post("/polls/:poll/pause", describe("暂停"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      return c.json(stateOf(await pausePoll(deps, actorOf(c), poll.id)));
    })
    .post("/polls/:poll/resume", describe("继续"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      return c.json(stateOf(await resumePoll(deps, actorOf(c), poll.id)));
    })
    .post("/polls/:poll/extend", describe("改截止时间", { body: extendShape }), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const { openUntil } = shapeOf(extendShape, await readJsonBody(c));
      return c.json(stateOf(await extendPoll(deps, actorOf(c), poll.id, openUntil)));
    })
    .post("/polls/:poll/close", describe("封存（两人）", { body: closeShape }), async (c) => {
      const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
      const { waits, ...people } = shapeOf(closeShape, await readJsonBody(c));
      const who = await confirmedByTwo(deps, failures, c, people, unit);
      await beginClosing(deps, who, poll.id, { second: waits ? null : (who.second ?? null) });
      await noteClosed(deps, unit.group);
      return c.json(stateOf(await continueClosing(deps, who, poll.id)));
    })
    .post("/polls/:poll/void", describe("作废（两人）", { body: reasonShape }), async (c) => {
      const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
      const { reason, ...people } = shapeOf(reasonShape, await readJsonBody(c));
      requireState(poll, ["sealed", "open", "paused", "closing"]);
      const who = await confirmedByTwo(deps, failures, c, people, unit);
      return c.json(stateOf(await voidPoll(deps, who, poll.id, reason)));
    })
    .post("/polls/:poll/invalid", describe("宣布无效（两人）", { body: reasonShape }), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const { reason, ...people } = shapeOf(reasonShape, await readJsonBody(c));
      // A group does not withdraw by itself what it has collected: the second person is of the office.
      const who = await confirmedByTwo(deps, failures, c, people, null);
      const row = await declareInvalid(deps, who, poll.id, reason);
      // Packs made before hold its numbers.
      await jobs.removeAll(poll.round);
      return c.json(stateOf(row));
    })
    .post("/polls/:poll/repeat", describe("重新组织（两人）", { body: twoPeopleShape }), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const people = shapeOf(twoPeopleShape, await readJsonBody(c));
      const who = await confirmedByTwo(deps, failures, c, people, null);
      return c.json(stateOf(await repeatPoll(deps, who, poll.id)));
    });
}

function sendSheet(deps: Deps, c: Context<OfficeEnv>, sheet: TicketSheet): Response {
  // Thousands of slips take seconds: whoever waits can be told how many pages of how many have come.
  c.header("x-plumbline-pages", String(sheetPages(sheet)));
  return sendDrawing(deps, c, streamTicketSheet(sheet), {
    ...sheet,
    title: fileTitles.tickets(sheet.batch.name, sheet.isRehearsal),
  });
}

/** Said before anybody is asked for a password; the service decides again in its transaction. */
function requireState({ state }: PollRow, wanted: readonly PollState[]): void {
  if (!wanted.includes(state)) throw new Problem("poll.wrong-state", { state, wanted });
}

/** Whether phones will reach this poll without TLS. */
async function isPlain(deps: Deps, poll: PollRow): Promise<boolean> {
  const row = await deps.office.inTransaction((office) => office.round(poll.round));
  return !(row?.frozen?.address ?? "").startsWith("https://");
}

const stateOf = ({ state }: PollStateAnswer): PollStateAnswer => ({ state });

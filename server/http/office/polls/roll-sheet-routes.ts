import { Hono } from "hono";
import { z } from "zod";
import { fileTitles } from "../../../core/documents/file-name.ts";
import { Problem } from "../../../core/problem.ts";
import type { Deps } from "../../../services/deps.ts";
import {
  countExchanges,
  type PollRollSheet,
  readRollSheet,
  saveRollSheet,
} from "../../../services/roll-sheet.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { RollSheetAnswer } from "../answers-records.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { type OfficeEnv, pollOf, requireActing } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { rollSheetPage } from "./roll-sheet-page.ts";

const line = z.string().trim().max(100);
const slips = z.int().min(0).max(100_000);
const batchShape = z.strictObject({
  batch: z.string().min(1).max(100),
  issued: slips,
  exchanged: slips,
  returned: slips,
  left: slips,
  paperIssued: slips,
  paperReturned: slips,
});
const sheetShape = twoPeopleShape.extend({
  meeting: line,
  time: line,
  place: line,
  due: slips,
  present: slips,
  lost: slips.optional(),
  batches: z
    .array(batchShape)
    .max(50)
    .refine((all) => new Set(all.map(({ batch }) => batch)).size === all.length, "repeated"),
  note: z.string().trim().max(500),
});

/** The 登记表 of a poll: typed by two, shown beside the system's own numbers after close. */
export function rollSheetRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .get("/polls/:poll/roll-sheet", describe("登记表"), async (c) => {
      requireActing(c);
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      return c.json(await presentRollSheet(deps, await readRollSheet(deps, poll.id)));
    })
    .put("/polls/:poll/roll-sheet", describe("填写登记表（两人）", { body: sheetShape }), async (c) => {
      requireActing(c);
      const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
      const { own, ownCode, second, ...typed } = shapeOf(sheetShape, await readJsonBody(c));
      const who = await confirmedByTwo(deps, failures, c, { own, ownCode, second }, unit);
      await saveRollSheet(deps, who, poll.id, typed);
      return c.json(await presentRollSheet(deps, await readRollSheet(deps, poll.id)));
    })
    .get("/polls/:poll/roll-sheet.html", describe("登记表（打印）", { answer: "text/html" }), async (c) => {
      requireActing(c);
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const found = await readRollSheet(deps, poll.id);
      if (!found.sheet) throw new Problem("poll.wrong-state", { state: poll.state, wanted: ["closed"] });
      await noteFile(deps, c, poll.id, `${fileTitles.rollSheet}.html`);
      return c.html(rollSheetPage(found, found.sheet));
    });
}

async function presentRollSheet(
  deps: Deps,
  { poll, unit, typed, sheet }: PollRollSheet,
): Promise<RollSheetAnswer> {
  const exchanged = await countExchanges(deps, poll);
  return {
    poll: poll.id,
    unit: unit.name,
    state: poll.state,
    typed,
    batches: (poll.plan?.batches ?? []).map(({ id, name, eligible }) => ({
      id,
      name,
      eligible,
      exchanged: exchanged.get(id) ?? null,
    })),
    sheet,
    digest: poll.state === "closed" ? poll.closedDigest : null,
  };
}

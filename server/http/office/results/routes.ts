import { Hono } from "hono";
import type { Deps } from "../../../services/deps.ts";
import { fileTitles } from "../../../core/documents/file-name.ts";
import { readRelease } from "../../../services/release-poll.ts";
import { noteExport } from "../../../services/documents/note-export.ts";
import { readTexts } from "../../../services/read-texts.ts";
import type { TextsAnswer } from "../answers-results.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { actorOf, type OfficeEnv, pollOf, requireActing, requireOffice } from "../session.ts";
import { requireJudged } from "../blind-units.ts";
import { readRound } from "../read-round.ts";
import { presentResults } from "./present-results.ts";
import { presentUnitCopy } from "./present-unit-copy.ts";
import { noResult } from "../../../services/poll-closed.ts";

export function resultRoutes(deps: Deps) {
  return new Hono<OfficeEnv>()
    .get("/polls/:poll/results", describe("一个单位的结果（封存后）"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      if (poll.state !== "closed") throw noResult(poll.state);
      const account = c.get("account");
      await requireJudged(deps, account, poll);
      const standing = await readRound(deps, poll.round, account);
      return c.json(presentResults(standing, poll.id, account));
    })
    .get("/polls/:poll/texts", describe("文字意见（10 份以上，逐题打乱）"), async (c) => {
      // Office and group only; a viewer reads numbers.
      requireActing(c);
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      await requireJudged(deps, c.get("account"), poll);
      const forms = await readTexts(deps, poll.id);
      await noteExport(deps, actorOf(c), poll.id, "texts.read");
      return c.json(
        forms.map(({ instrument, title, questions, byLink }): TextsAnswer => ({
          instrument,
          title,
          byLink,
          questions:
            questions && questions.map((one) => ({ leaf: one.leaf, title: one.title, texts: one.texts })),
        })),
      );
    })
    .get("/polls/:poll/unit-copy", describe("可以交给被巡察单位的部分"), async (c) => {
      requireOffice(c);
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const { result } = await readRelease(deps, poll.id);
      await noteFile(deps, c, poll.id, `${fileTitles.unitCopy}.json`);
      return c.json(presentUnitCopy(result.forms));
    });
}

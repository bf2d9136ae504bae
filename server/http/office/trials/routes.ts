import { Hono } from "hono";
import { z } from "zod";
import { archiveRound } from "../../../services/archive-round.ts";
import type { Deps } from "../../../services/deps.ts";
import { tryScheme } from "../../../services/try-scheme.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { ArchivedAnswer } from "../answers-trial.ts";
import { describe } from "../describe.ts";
import { actorOf, type OfficeEnv, requireOffice } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { presentTrial } from "./present-trial.ts";

/** At most two places: what a person types into a field of the page. */
const typed = z.string().regex(/^\d{1,3}(\.\d{1,2})?$/);
const numbers = z.record(z.string().min(1).max(60), typed);
const trialShape = z.strictObject({ points: numbers, from: numbers });

/** A finished round is archived by two people; only then weights may be tried out on it. The office's alone. */
export function trialRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .post("/rounds/:round/archive", describe("归档（两人）", { body: twoPeopleShape }), async (c) => {
      requireOffice(c);
      const people = shapeOf(twoPeopleShape, await readJsonBody(c));
      const who = await confirmedByTwo(deps, failures, c, people, null);
      await archiveRound(deps, who, c.req.param("round"));
      return c.json({ isArchived: true } satisfies ArchivedAnswer);
    })
    .post(
      "/rounds/:round/trials",
      describe("试算：换一组分值和分数线，不存为等次", { body: trialShape }),
      async (c) => {
        requireOffice(c);
        const choice = shapeOf(trialShape, await readJsonBody(c));
        return c.json(presentTrial(await tryScheme(deps, actorOf(c), c.req.param("round"), choice)));
      },
    );
}

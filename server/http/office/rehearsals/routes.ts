import { Hono } from "hono";
import { z } from "zod";
import { Problem } from "../../../core/problem.ts";
import type { Deps } from "../../../services/deps.ts";
import { startRehearsal, wipeRehearsal } from "../../../services/rehearse-poll.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { RehearsalsAnswer } from "../answers-records.ts";
import { describe } from "../describe.ts";
import { actorOf, maySee, type OfficeEnv, pollOf, requireActing } from "../session.ts";

const startShape = z.strictObject({ unit: z.string().min(1).max(100) });

/** 试填 before the round is sealed: opened and wiped with one key each; tickets as for a real poll. */
export function rehearsalRoutes(deps: Deps) {
  return new Hono<OfficeEnv>()
    .get("/rounds/:round/rehearsals", describe("正在试填的单位"), async (c) => {
      const account = c.get("account");
      const answer = await deps.office.inTransaction(async (office) => {
        const found: RehearsalsAnswer[number][] = [];
        for (const { id, unit: unitId, state, plan } of await office.rehearsals(c.req.param("round"))) {
          const unit = await office.unit(c.req.param("round"), unitId);
          if (!unit || !maySee(account, unit)) continue;
          const batches = (plan?.batches ?? []).map(({ id: batch, name }) => ({ id: batch, name }));
          found.push({ poll: id, unit: { id: unit.id, name: unit.name }, state, batches });
        }
        return found;
      });
      return c.json(answer);
    })
    .post("/rounds/:round/rehearsals", describe("开始试填", { body: startShape }), async (c) => {
      requireActing(c);
      const round = c.req.param("round");
      const { unit: unitId } = shapeOf(startShape, await readJsonBody(c));
      const unit = await deps.office.inTransaction((office) => office.unit(round, unitId));
      if (unit && !maySee(c.get("account"), unit)) throw new Problem("unit.unknown", {});
      const row = await startRehearsal(deps, actorOf(c), round, unitId);
      return c.json({ poll: row.id, state: row.state }, 201);
    })
    .delete("/polls/:poll/rehearsal", describe("清除试填"), async (c) => {
      requireActing(c);
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      await wipeRehearsal(deps, actorOf(c), poll.id);
      return c.body(null, 204);
    });
}

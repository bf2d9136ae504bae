import { Hono } from "hono";
import { copyRound } from "../../../services/copy-round.ts";
import { createRound, updateRound } from "../../../services/create-round.ts";
import type { Deps } from "../../../services/deps.ts";
import { readRoundReadiness } from "../../../services/read-readiness.ts";
import { saveRoundSpan } from "../../../services/save-round-span.ts";
import { sealRound } from "../../../services/seal-round.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import { describe } from "../describe.ts";
import { copyShape, roundShape, spanShape } from "./round-shape.ts";
import { actorOf, type OfficeEnv, requireOffice } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { presentDefinitions } from "./present-definitions.ts";
import { presentReadiness } from "./present-readiness.ts";
import { presentRound, presentRounds } from "./present-round.ts";

export function roundRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .get("/definitions", describe("可用的表单和评估办法"), async (c) =>
      c.json(await presentDefinitions(deps)),
    )
    .get("/rounds", describe("轮次列表"), async (c) => c.json(await presentRounds(deps, c.get("account"))))
    .post("/rounds/:round/copies", describe("照这一轮新建一轮", { body: copyShape }), async (c) => {
      requireOffice(c);
      const request = shapeOf(copyShape, await readJsonBody(c));
      const round = await copyRound(deps, actorOf(c), c.req.param("round"), request);
      return c.json(await presentRound(deps, c.get("account"), round.id), 201);
    })
    .post("/rounds", describe("新建或修改轮次", { body: roundShape }), async (c) => {
      requireOffice(c);
      const settings = shapeOf(roundShape, await readJsonBody(c));
      const round =
        settings.id === undefined
          ? await createRound(deps, actorOf(c), settings)
          : await updateRound(deps, actorOf(c), settings.id, settings);
      return c.json(await presentRound(deps, c.get("account"), round.id));
    })
    .get("/rounds/:round", describe("一个轮次"), async (c) =>
      c.json(await presentRound(deps, c.get("account"), c.req.param("round"))),
    )
    .put("/rounds/:round/span", describe("填写本轮起止日期", { body: spanShape }), async (c) => {
      requireOffice(c);
      const span = shapeOf(spanShape, await readJsonBody(c));
      await saveRoundSpan(deps, actorOf(c), c.req.param("round"), span);
      return c.json(await presentRound(deps, c.get("account"), c.req.param("round")));
    })
    .get("/rounds/:round/readiness", describe("准备到哪一步、还缺什么、下一步"), async (c) => {
      requireOffice(c);
      const round = c.req.param("round");
      const readiness = await readRoundReadiness(deps, round);
      const { forms } = await presentRound(deps, c.get("account"), round);
      return c.json(presentReadiness(readiness, forms));
    })
    .post(
      "/rounds/:round/seal",
      describe("封存设置、生成密钥（两人）", { body: twoPeopleShape }),
      async (c) => {
        requireOffice(c);
        await presentRound(deps, c.get("account"), c.req.param("round"));
        const people = shapeOf(twoPeopleShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        await sealRound(deps, who, c.req.param("round"));
        return c.json(await presentRound(deps, c.get("account"), c.req.param("round")));
      },
    );
}

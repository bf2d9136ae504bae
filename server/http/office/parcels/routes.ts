import { Hono } from "hono";
import { z } from "zod";
import { readInstallationFingerprint } from "../../../core/parcel/installation-fingerprint.ts";
import { PARCEL_BYTES_MAX, readParcel } from "../../../imports/read-parcel.ts";
import type { Deps } from "../../../services/deps.ts";
import { authoriseTask } from "../../../services/parcel/authorise-task.ts";
import { declareMissing } from "../../../services/parcel/declare-missing.ts";
import { dispatchGroup, reissueTask } from "../../../services/parcel/dispatch-group.ts";
import { handIn } from "../../../services/parcel/hand-in.ts";
import { holdTaskAnew } from "../../../services/parcel/hold-task-anew.ts";
import { readReturns } from "../../../services/parcel/read-returns.ts";
import { rebuildTask } from "../../../services/parcel/rebuild-task.ts";
import { takeParcel } from "../../../services/parcel/take-parcel.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readBytes, readJsonBody, shapeOf } from "../../request-body.ts";
import type { ParcelMadeAnswer, ReturnsAnswer } from "../answers-parcels.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { actorOf, type OfficeEnv, requireOffice } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { parcelFileName } from "./parcel-file-name.ts";
import { presentReturns } from "./present-returns.ts";
import { presentTaken } from "./present-taken.ts";
import { sendParcel, ZIP } from "./send-parcel.ts";

const reason = z.string().trim().min(1).max(200);
const taskShape = twoPeopleShape.extend({
  group: z.string().min(1).max(200),
  to: z.string().min(1).max(80),
});
const sharedTaskShape = taskShape.extend({ with: z.string().min(1).max(80).optional() });
const authoriseShape = twoPeopleShape.extend({ group: z.string().min(1).max(200) });
const reissueShape = taskShape.extend({ reason });
const holderShape = authoriseShape.extend({ by: z.string().min(1).max(80), reason });
const missingShape = twoPeopleShape.extend({
  groups: z
    .array(z.strictObject({ group: z.string().min(1).max(200), reason }))
    .min(1)
    .max(200)
    .refine((groups) => new Set(groups.map(({ group }) => group)).size === groups.length),
});
const handInShape = twoPeopleShape.extend({ units: z.array(z.string().min(1).max(200)).min(1).max(500) });

/** 任务包 and 封存包: what of a round is held on other installations, and how it comes back. */
export function parcelRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .post("/parcels", describe("收下一个包，全部或一点也不收"), async (c) => {
      requireOffice(c);
      const parcel = readParcel(await readBytes(c, PARCEL_BYTES_MAX));
      return c.json(presentTaken(await takeParcel(deps, actorOf(c), parcel)), 201);
    })
    .get("/rounds/:round/parcels", describe("一轮的任务包和封存包"), async (c) => {
      requireOffice(c);
      return c.json(await returnsOf(deps, c.req.param("round")));
    })
    .post("/rounds/:round/parcels", describe("制作任务包（两人）", { body: sharedTaskShape }), async (c) => {
      requireOffice(c);
      const { group, to, with: other, ...people } = shapeOf(sharedTaskShape, await readJsonBody(c));
      const who = await confirmedByTwo(deps, failures, c, people, null);
      const dispatch = {
        round: c.req.param("round"),
        group,
        to: readInstallationFingerprint(to),
        ...(other !== undefined && { with: readInstallationFingerprint(other) }),
      };
      const { id } = await dispatchGroup(deps, who, dispatch);
      return c.json({ id } satisfies ParcelMadeAnswer, 201);
    })
    .post(
      "/rounds/:round/parcels/authorised",
      describe("授权交叉巡察的任务包（两人）", { body: authoriseShape, answer: ZIP }),
      async (c) => {
        requireOffice(c);
        const { group, ...people } = shapeOf(authoriseShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        return sendParcel(await authoriseTask(deps, who, { round: c.req.param("round"), group }));
      },
    )
    .post(
      "/rounds/:round/parcels/reissue",
      describe("没有交回的作废，重新制作任务包（两人）", { body: reissueShape }),
      async (c) => {
        requireOffice(c);
        const { group, to, reason: why, ...people } = shapeOf(reissueShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        const dispatch = { round: c.req.param("round"), group, to: readInstallationFingerprint(to) };
        const { id } = await reissueTask(deps, who, dispatch, why);
        return c.json({ id } satisfies ParcelMadeAnswer, 201);
      },
    )
    .post(
      "/rounds/:round/parcels/holder",
      describe("改定任务包由哪台电脑交回（两人）", { body: holderShape }),
      async (c) => {
        requireOffice(c);
        const { group, by, reason: why, ...people } = shapeOf(holderShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        const round = c.req.param("round");
        await holdTaskAnew(deps, who, { round, group, by: readInstallationFingerprint(by), reason: why });
        return c.json(await returnsOf(deps, round));
      },
    )
    .post(
      "/rounds/:round/parcels/missing",
      describe("宣布选中的组没有交回的单位缺报（两人）", { body: missingShape }),
      async (c) => {
        requireOffice(c);
        const { groups, ...people } = shapeOf(missingShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        await declareMissing(deps, who, c.req.param("round"), groups);
        return c.json(await returnsOf(deps, c.req.param("round")));
      },
    )
    .post(
      "/rounds/:round/parcels/sealed",
      describe("制作封存包（两人）", { body: handInShape, answer: ZIP }),
      async (c) => {
        requireOffice(c);
        const { units, ...people } = shapeOf(handInShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        return sendParcel(await handIn(deps, who, c.req.param("round"), units));
      },
    )
    .get("/rounds/:round/parcels/:parcel", describe("下载任务包", { answer: ZIP }), async (c) => {
      requireOffice(c);
      const round = c.req.param("round");
      const parcel = await rebuildTask(deps, c.req.param("parcel"), round);
      await noteFile(deps, c, round, parcelFileName(parcel));
      return sendParcel(parcel);
    });
}

async function returnsOf(deps: Deps, round: string): Promise<ReturnsAnswer> {
  const returns = await readReturns(deps, round);
  return presentReturns(returns, await deps.office.inTransaction(({ installations }) => installations.all()));
}

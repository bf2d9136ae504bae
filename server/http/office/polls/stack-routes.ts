import { Hono } from "hono";
import { z } from "zod";
import type { Deps } from "../../../services/deps.ts";
import {
  beginStack,
  COMPARISONS_MAX,
  finishStack,
  isComparedOut,
  joinStack,
  keySheet,
  listStacks,
  readStack,
  type StackLine,
  type StackView,
} from "../../../services/paper/key-stack.ts";
import { correctCount, leaveStack } from "../../../services/paper/correct-stack.ts";
import { sheetsSaid } from "../../../services/paper/find-stack.ts";
import { giveUpStack, hasBeenFinished } from "../../../services/paper/erase-stacks.ts";
import { mergeStack } from "../../../services/paper/merge-stack.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { StackAnswer, StacksAnswer } from "../answers-records.ts";
import { describe } from "../describe.ts";
import { actorOf, type OfficeEnv, pollOf, requireActing } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";

const name = z.string().min(1).max(100);
const count = z.int().min(1).max(2000);
const beginShape = z.strictObject({ batch: name, instrument: name, sheets: count });
const option = z.int().min(0).max(1000);
const mark = z.union([z.null(), z.literal("void"), z.boolean(), z.number(), z.array(option).max(1000)]);
const sheetShape = z.strictObject({ isVoid: z.boolean(), marks: z.array(mark).max(2000) });
const changeShape = z.strictObject({
  at: z.int().min(0).max(2000),
  way: z.enum(["put", "insert", "remove"]),
  sheet: sheetShape.nullable(),
});
const reason = z.string().trim().min(1).max(200);
const reasonShape = z.strictObject({ reason });
const countShape = z.strictObject({ sheets: count, reason });
/** Two people once both have been through with the stack. */
const giveUpShape = twoPeopleShape.partial().extend({ reason });

/** Stacks of paper: keyed by two, compared, brought into the box. */
export function stackRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .use("/polls/:poll/stacks/*", async (c, next) => {
      requireActing(c);
      await next();
    })
    .use("/polls/:poll/stacks", async (c, next) => {
      requireActing(c);
      await next();
    })
    .get("/polls/:poll/stacks", describe("在录的纸质表"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      return c.json(presentStacks(await listStacks(deps, actorOf(c), poll.id)));
    })
    .post("/polls/:poll/stacks", describe("开始录入一叠", { body: beginShape }), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const session = await beginStack(deps, actorOf(c), poll.id, shapeOf(beginShape, await readJsonBody(c)));
      return c.json(presentStack(await readStack(deps, actorOf(c), poll.id, session.id)), 201);
    })
    .get("/polls/:poll/stacks/:stack", describe("自己录入的一叠"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      return c.json(presentStack(await readStack(deps, actorOf(c), poll.id, c.req.param("stack"))));
    })
    .post("/polls/:poll/stacks/:stack/join", describe("作为第二人录入"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      await joinStack(deps, actorOf(c), poll.id, c.req.param("stack"));
      return c.json(presentStack(await readStack(deps, actorOf(c), poll.id, c.req.param("stack"))));
    })
    .put("/polls/:poll/stacks/:stack/sheets", describe("录入一张", { body: changeShape }), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const change = shapeOf(changeShape, await readJsonBody(c));
      const place = { poll: poll.id, session: c.req.param("stack") };
      return c.json({ keyed: await keySheet(deps, actorOf(c), place, change) });
    })
    .post("/polls/:poll/stacks/:stack/done", describe("这一叠录完了"), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      await finishStack(deps, actorOf(c), poll.id, c.req.param("stack"));
      return c.json(presentStack(await readStack(deps, actorOf(c), poll.id, c.req.param("stack"))));
    })
    .post(
      "/polls/:poll/stacks/:stack/merge",
      describe("签字并入（录入的两人）", { body: twoPeopleShape }),
      async (c) => {
        const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
        const people = shapeOf(twoPeopleShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, unit);
        return c.json(await mergeStack(deps, who, poll.id, c.req.param("stack")));
      },
    )
    .put("/polls/:poll/stacks/:stack/count", describe("更正张数", { body: countShape }), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const place = { poll: poll.id, session: c.req.param("stack") };
      await correctCount(deps, actorOf(c), place, shapeOf(countShape, await readJsonBody(c)));
      return c.json(presentStack(await readStack(deps, actorOf(c), place.poll, place.session)));
    })
    .post("/polls/:poll/stacks/:stack/leave", describe("退出录入", { body: reasonShape }), async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const { reason } = shapeOf(reasonShape, await readJsonBody(c));
      await leaveStack(deps, actorOf(c), { poll: poll.id, session: c.req.param("stack") }, reason);
      return c.body(null, 204);
    })
    .delete(
      "/polls/:poll/stacks/:stack",
      describe("放弃一叠（两人都录完过的，两人）", { body: giveUpShape }),
      async (c) => {
        const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
        const { own, ownCode, second, reason } = shapeOf(giveUpShape, await readJsonBody(c));
        const isByTwo = own !== undefined && second !== undefined;
        const who = isByTwo
          ? await confirmedByTwo(deps, failures, c, { own, ownCode, second }, unit)
          : actorOf(c);
        await giveUpStack(deps, who, { poll: poll.id, session: c.req.param("stack") }, reason);
        return c.body(null, 204);
      },
    );
}

const presentStacks = (lines: readonly StackLine[]): StacksAnswer =>
  lines.map(({ session, keyers, isOwn }) => {
    const { id, batch, instrument, sheets, signed } = session;
    const needsTwo = hasBeenFinished(session);
    const said = isOwn ? String(sheets) : sheetsSaid(sheets);
    return { id, batch, instrument, sheets: said, keyers, isOwn, isSigned: signed !== null, needsTwo };
  });

function presentStack({ session, form, own, other, differences, isCompared }: StackView): StackAnswer {
  const { id, batch, instrument, sheets, comparisons } = session;
  return {
    id,
    batch,
    instrument,
    sheets,
    title: form.title,
    marks: form.marks.map(({ kind, number, title, options, leader, condition }) => {
      return {
        kind,
        number,
        title,
        options,
        leader: leader && { position: leader.position, name: leader.name },
        condition,
      };
    }),
    keyed: own.sheets.map(({ isVoid, marks }) => ({ isVoid, marks })),
    isDone: own.isDone,
    other,
    differences: differences && differences.map(({ sheet, mark: at }) => ({ sheet, mark: at })),
    isCompared,
    isComparedOut: isComparedOut(session),
    comparisonsLeft: Math.max(0, COMPARISONS_MAX - comparisons),
    needsTwo: hasBeenFinished(session),
  };
}

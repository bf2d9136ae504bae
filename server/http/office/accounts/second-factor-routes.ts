import { Hono } from "hono";
import { z } from "zod";
import { Problem } from "../../../core/problem.ts";
import { enrolmentQr } from "../../../exports/enrolment-qr.ts";
import type { Deps } from "../../../services/deps.ts";
import { beginEnrolment, confirmEnrolment, resetSecondFactor } from "../../../services/second-factor.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { EnrolmentAnswer } from "../answers.ts";
import { describe } from "../describe.ts";
import { type OfficeEnv, signedIn } from "../session.ts";
import { sessionToken } from "../session-cookie.ts";
import { codeShape } from "../sign-in-shape.ts";
import { confirmedByKeepers, twoPeopleShape } from "../two-people.ts";

const firstCodeShape = z.strictObject({ code: codeShape });

/** Binding a phone to the own account. */
export function enrolmentRoutes(deps: Deps) {
  const guard = signedIn(deps);
  return new Hono<OfficeEnv>()
    .post("/second-factor", describe("开始绑定动态口令"), guard, async (c) => {
      const account = c.get("account");
      const secret = await beginEnrolment(deps, account);
      const { size, runs } = enrolmentQr(secret, account.name);
      return c.json({ secret, qr: { size, runs } } satisfies EnrolmentAnswer);
    })
    .put("/second-factor", describe("确认绑定动态口令", { body: firstCodeShape }), guard, async (c) => {
      const { code } = shapeOf(firstCodeShape, await readJsonBody(c));
      await confirmEnrolment(deps, c.get("account"), { code, token: sessionToken(c) });
      return c.body(null, 204);
    });
}

/** Taking a lost phone away from an account, by two people who keep accounts. */
export function codeResetRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>().delete(
    "/accounts/:account/second-factor",
    describe("重置动态口令（两人）", { body: twoPeopleShape }),
    async (c) => {
      const people = shapeOf(twoPeopleShape, await readJsonBody(c));
      const row = await deps.office.inTransaction((office) => office.account(c.req.param("account")));
      if (!row) throw new Problem("account.unknown", {});
      const who = await confirmedByKeepers(deps, failures, c, people);
      await resetSecondFactor(deps, who, row);
      return c.body(null, 204);
    },
  );
}

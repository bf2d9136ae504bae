import { Hono } from "hono";
import { z } from "zod";
import { DUTIES, hasDuty } from "../../../core/access/duties.ts";
import type { Deps } from "../../../services/deps.ts";
import { changePassword, type ResumedSession, signIn, signOut } from "../../../services/sign-in.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { SessionAnswer } from "../answers.ts";
import { describe } from "../describe.ts";
import { type OfficeEnv, signedIn } from "../session.ts";
import { giveSession, sessionToken, takeSessionBack } from "../session-cookie.ts";
import { signInShape } from "../sign-in-shape.ts";

const passwordShape = z.strictObject({ old: z.string().max(200), next: z.string().max(200) });

export function accountRoutes(deps: Deps, failures: FailureLimit) {
  const guard = signedIn(deps);
  return new Hono<OfficeEnv>()
    .post("/session", describe("登录", { body: signInShape }), async (c) => {
      const request = shapeOf(signInShape, await readJsonBody(c));
      const { token, ...session } = await signIn(deps, { ...request, from: failures.callerOf(c) });
      giveSession(c, token);
      return c.json(presentSession(session));
    })
    .get("/session", describe("当前账号"), guard, (c) => c.json(presentSession(c.var)))
    .delete("/session", describe("退出"), async (c) => {
      await signOut(deps, sessionToken(c));
      takeSessionBack(c);
      return c.body(null, 204);
    })
    .put("/password", describe("修改密码", { body: passwordShape }), guard, async (c) => {
      const { old, next } = shapeOf(passwordShape, await readJsonBody(c));
      await changePassword(deps, c.get("account"), {
        old,
        next,
        from: failures.callerOf(c),
        token: sessionToken(c),
      });
      return c.body(null, 204);
    });
}

function presentSession({ account, profile, mustEnrol }: ResumedSession): SessionAnswer {
  const { name, role, group, mustChange } = account;
  const duties = DUTIES.filter((duty) => hasDuty(profile, role, duty));
  return { name, role, group, mustChange, duties, mustEnrol, hasCodes: profile.hasCodes };
}

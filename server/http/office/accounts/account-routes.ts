import { Hono } from "hono";
import { z } from "zod";
import { ROLES } from "../../../core/access/role.ts";
import { Problem } from "../../../core/problem.ts";
import { createAccount } from "../../../services/create-account.ts";
import type { Deps } from "../../../services/deps.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { AccountMadeAnswer, AccountsAnswer } from "../answers-records.ts";
import { describe } from "../describe.ts";
import type { OfficeEnv } from "../session.ts";
import { confirmedByKeepers, twoPeopleShape } from "../two-people.ts";

const accountShape = twoPeopleShape
  .extend({
    name: z
      .string()
      .trim()
      .min(1)
      .max(50)
      .regex(/^[\p{L}\p{N}._-]+$/u),
    role: z.enum(ROLES),
    group: z.string().trim().min(1).max(100).nullable(),
  })
  .refine(({ role, group }) => (role === "group") === (group !== null), { path: ["group"], message: "role" });

/**
 * Accounts, for whoever has that duty. Making one and resetting one take two people: whoever could do it alone could also be the
 * second person of every act that takes two.
 */
export function accountListRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .get("/accounts", describe("账号"), async (c) => {
      const { rows, enrolled } = await deps.office.inTransaction(async (office) => ({
        rows: await office.accounts(),
        enrolled: (await office.secondFactors.all()).filter(({ isConfirmed }) => isConfirmed),
      }));
      const phones = new Set(enrolled.map(({ account }) => account));
      const answer: AccountsAnswer = rows
        .map(({ id, name, role, group, mustChange }) => {
          return { id, name, role, group, mustChange, isEnrolled: phones.has(id) };
        })
        .toSorted((a, b) => a.role.localeCompare(b.role) || a.name.localeCompare(b.name));
      return c.json(answer);
    })
    .post("/accounts", describe("新建账号（两人）", { body: accountShape }), async (c) => {
      const { name, role, group, ...people } = shapeOf(accountShape, await readJsonBody(c));
      const known = await deps.office.inTransaction((office) => office.accountByName(name));
      if (known) throw new Problem("account.taken", {});
      const who = await confirmedByKeepers(deps, failures, c, people);
      const made = await createAccount(deps, who, { name, role, group });
      return c.json({ name: made.account.name, password: made.password } satisfies AccountMadeAnswer, 201);
    })
    .post(
      "/accounts/:account/password",
      describe("换一个初始密码（两人）", { body: twoPeopleShape }),
      async (c) => {
        const people = shapeOf(twoPeopleShape, await readJsonBody(c));
        const row = await deps.office.inTransaction((office) => office.account(c.req.param("account")));
        if (!row) throw new Problem("account.unknown", {});
        const who = await confirmedByKeepers(deps, failures, c, people);
        const { name, role, group } = row;
        const made = await createAccount(deps, who, { name, role, group });
        return c.json({ name, password: made.password } satisfies AccountMadeAnswer);
      },
    );
}

import type { Context } from "hono";
import { z } from "zod";
import { mayConfirmAccounts } from "../../core/access/duties.ts";
import type { Unit } from "../../core/roster/unit.ts";
import { confirmByTwo, type TwoPeople } from "../../services/confirm-by-two.ts";
import type { Actor, Deps } from "../../services/deps.ts";
import type { FailureLimit } from "../failure-limit.ts";
import { codeShape, signInShape } from "./sign-in-shape.ts";
import { mayAct, maySee, type OfficeEnv } from "./session.ts";

/** The part of a body that every act of two people has. */
export const twoPeopleShape = z.strictObject({
  own: z.string().min(1).max(200),
  ownCode: codeShape.optional(),
  second: signInShape,
});

/**
 * Asks both passwords. The second person is one who could have acted alone: the office, or for a unit its own group.
 *
 * @param unit null when the act is the office's
 * @throws Problem as `confirmByTwo`
 */
export function confirmedByTwo(
  deps: Deps,
  failures: FailureLimit,
  c: Context<OfficeEnv>,
  people: TwoPeople,
  unit: Pick<Unit, "group"> | null,
): Promise<Actor> {
  const request = { ...people, from: failures.callerOf(c) };
  return confirmByTwo(deps, c.get("account"), request, (other) =>
    unit === null ? other.role === "office" : mayAct(other) && maySee(other, unit),
  );
}

/** The same for accounts and the profile of the installation. @throws Problem as `confirmByTwo` */
export function confirmedByKeepers(
  deps: Deps,
  failures: FailureLimit,
  c: Context<OfficeEnv>,
  people: TwoPeople,
): Promise<Actor> {
  const request = { ...people, from: failures.callerOf(c) };
  const acting = c.get("account");
  return confirmByTwo(deps, acting, request, ({ role }) =>
    mayConfirmAccounts(c.get("profile"), acting.role, role),
  );
}

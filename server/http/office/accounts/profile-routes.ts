import { Hono } from "hono";
import { z } from "zod";
import type { AccessProfile } from "../../../core/access/profile.ts";
import type { Deps } from "../../../services/deps.ts";
import { switchProfile } from "../../../services/switch-profile.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { ProfileAnswer } from "../answers-records.ts";
import { describe } from "../describe.ts";
import type { OfficeEnv } from "../session.ts";
import { confirmedByKeepers, twoPeopleShape } from "../two-people.ts";

const profileShape = twoPeopleShape.extend({
  hasKeepers: z.boolean().optional(),
  hasCodes: z.boolean().optional(),
});

/**
 * How the installation divides its duties and whether it asks for codes; what a body does not name stays as it is. Switching
 * takes two people and is on record.
 */
export function profileRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .get("/profile", describe("账号管理方式"), (c) => c.json(presentProfile(c.get("profile"))))
    .put("/profile", describe("切换账号管理方式（两人）", { body: profileShape }), async (c) => {
      const { hasKeepers, hasCodes, ...people } = shapeOf(profileShape, await readJsonBody(c));
      const who = await confirmedByKeepers(deps, failures, c, people);
      const change = {
        ...(hasKeepers !== undefined && { hasKeepers }),
        ...(hasCodes !== undefined && { hasCodes }),
      };
      return c.json(presentProfile(await switchProfile(deps, who, change)));
    });
}

const presentProfile = ({ hasKeepers, hasCodes }: AccessProfile): ProfileAnswer => ({ hasKeepers, hasCodes });

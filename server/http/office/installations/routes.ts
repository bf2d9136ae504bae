import { Hono } from "hono";
import { z } from "zod";
import { readInstallationFingerprint } from "../../../core/parcel/installation-fingerprint.ts";
import type { Deps } from "../../../services/deps.ts";
import {
  revokeInstallation,
  setCity,
  trustInstallation,
} from "../../../services/parcel/trust-installation.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import { describe } from "../describe.ts";
import { type OfficeEnv, requireOffice } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { presentInstallations } from "./present-installations.ts";

const trustShape = twoPeopleShape.extend({
  name: z.string().trim().min(1).max(80),
  fingerprint: z.string().min(1).max(80),
  isCity: z.boolean().default(false),
});
const cityShape = twoPeopleShape.extend({ isCity: z.boolean() });
const revokeShape = twoPeopleShape.extend({ reason: z.string().trim().min(1).max(200) });

/** 互信的电脑: whose parcels this installation takes. */
export function trustedInstallationRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .use("/installations/*", async (c, next) => {
      requireOffice(c);
      await next();
    })
    .get("/installations", describe("本机指纹，互信的电脑"), async (c) =>
      c.json(await presentInstallations(deps)),
    )
    .post("/installations", describe("信任一台电脑（两人）", { body: trustShape }), async (c) => {
      const { name, fingerprint, isCity, ...people } = shapeOf(trustShape, await readJsonBody(c));
      const who = await confirmedByTwo(deps, failures, c, people, null);
      const typed = readInstallationFingerprint(fingerprint);
      await trustInstallation(deps, who, { fingerprint: typed, name, isCity });
      return c.json(await presentInstallations(deps), 201);
    })
    .put(
      "/installations/:fingerprint/city",
      describe("是不是上级巡察办（两人）", { body: cityShape }),
      async (c) => {
        const { isCity, ...people } = shapeOf(cityShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        await setCity(deps, who, readInstallationFingerprint(c.req.param("fingerprint")), isCity);
        return c.json(await presentInstallations(deps));
      },
    )
    .delete("/installations/:fingerprint", describe("取消信任（两人）", { body: revokeShape }), async (c) => {
      const { reason, ...people } = shapeOf(revokeShape, await readJsonBody(c));
      const who = await confirmedByTwo(deps, failures, c, people, null);
      const typed = readInstallationFingerprint(c.req.param("fingerprint"));
      await revokeInstallation(deps, who, typed, reason);
      return c.json(await presentInstallations(deps));
    });
}

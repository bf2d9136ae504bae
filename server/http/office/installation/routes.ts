import { Hono } from "hono";
import { checkInstallation, makeBackup } from "../../../services/check-installation.ts";
import type { Deps } from "../../../services/deps.ts";
import type { ReachCounts } from "../../../core/installation/reach-counts.ts";
import type { BackupAnswer, ChecksAnswer } from "../answers-installation.ts";
import { describe } from "../describe.ts";
import { actorOf, type OfficeEnv } from "../session.ts";
import { presentInstallation } from "./present-installation.ts";

/** What the IT person looks at: self-check, storage, versions, backups. */
export function installationRoutes(deps: Deps, tests: ReachCounts) {
  return new Hono<OfficeEnv>()
    .get("/installation", describe("存储、版本、备份"), async (c) => c.json(await presentInstallation(deps)))
    .get("/installation/checks", describe("自检"), async (c) => {
      const lines = await checkInstallation(
        deps,
        deps.address === null ? 0 : await tests.openedOf(deps.address),
      );
      return c.json(
        lines.map(({ check, verdict, found }) => ({ check, verdict, found })) satisfies ChecksAnswer,
      );
    })
    .post("/installation/backups", describe("制作备份"), async (c) => {
      const { name, copiedAgain } = await makeBackup(deps, actorOf(c));
      return c.json({ name, copiedAgain } satisfies BackupAnswer, 201);
    });
}

/** The office's interface: one folder a noun. Everything but signing in needs a session. @source docs/http.md */
import { Hono } from "hono";
import type { Exports } from "../../core/documents/export-job.ts";
import type { Deps } from "../../services/deps.ts";
import type { FailureLimit } from "../failure-limit.ts";
import { accountListRoutes } from "./accounts/account-routes.ts";
import { profileRoutes } from "./accounts/profile-routes.ts";
import { accountRoutes } from "./accounts/routes.ts";
import { codeResetRoutes, enrolmentRoutes } from "./accounts/second-factor-routes.ts";
import { assessmentRoutes } from "./assessments/routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { comparisonRoutes } from "./comparison/routes.ts";
import { exportRoutes } from "./documents/export-routes.ts";
import { meetingRoutes } from "./documents/meeting-routes.ts";
import { documentRoutes } from "./documents/routes.ts";
import { gradeRoutes } from "./grades/routes.ts";
import { installationRoutes } from "./installation/routes.ts";
import { trustedInstallationRoutes } from "./installations/routes.ts";
import { libraryRoutes } from "./library/routes.ts";
import { linkRoutes } from "./polls/link-routes.ts";
import { countyResultRoutes } from "./parcels/county-result-routes.ts";
import { parcelRoutes } from "./parcels/routes.ts";
import { templateRoutes } from "./parcels/template-routes.ts";
import { paperRoutes } from "./polls/paper-routes.ts";
import { stackRoutes } from "./polls/stack-routes.ts";
import { rollSheetRoutes } from "./polls/roll-sheet-routes.ts";
import { pollRoutes } from "./polls/routes.ts";
import type { ReachCounts } from "../../core/installation/reach-counts.ts";
import { reachRoutes } from "./reach/routes.ts";
import type { ScreenPasses } from "../screens/screen-passes.ts";
import { screenPathRoutes } from "./polls/screen-routes.ts";
import { registerRoutes } from "./register/routes.ts";
import { rehearsalRoutes } from "./rehearsals/routes.ts";
import { resultRoutes } from "./results/routes.ts";
import { rosterRoutes } from "./rounds/roster-routes.ts";
import { roundRoutes } from "./rounds/routes.ts";
import { trialRoutes } from "./trials/routes.ts";
import { volumeRoutes } from "./volumes/routes.ts";
import { notDestroyed } from "./not-destroyed.ts";
import { totalRoutes } from "./totals/routes.ts";
import { apartFromClosing, type OfficeEnv, onDuty, sameOrigin } from "./session.ts";

/** Calls whose answers are made of results; two people do not make up for a sign-in since the close, they may both stand in the meeting room. */
const RESULTS = [
  "/polls/:poll/results",
  "/polls/:poll/texts",
  "/polls/:poll/unit-copy",
  "/polls/:poll/documents.zip",
  "/polls/:poll/documents/*",
  "/rounds/:round/grades",
  "/rounds/:round/documents/*",
  "/rounds/:round/exports/*",
  "/rounds/:round/units/*",
  "/rounds/:round/ranks",
  "/rounds/:round/comparison",
  "/rounds/:round/past",
  "/rounds/:round/totals",
  "/rounds/:round/freeze",
  "/rounds/:round/results-made",
  "/rounds/:round/results-made/*",
  "/rounds/:round/parcels/sealed",
  "/county-results",
  "/county-results/*",
  "/rounds/:round/trials",
];

export interface OfficeParts {
  readonly failures: FailureLimit;
  readonly jobs: Exports;
  readonly passes: ScreenPasses;
  readonly reach: ReachCounts;
  /** Where a bug goes that no request waits for. */
  readonly onFault: (error: unknown) => void;
}

export function officeRoutes(deps: Deps, { failures, jobs, passes, reach, onFault }: OfficeParts) {
  const apart = new Hono<OfficeEnv>();
  for (const path of RESULTS) apart.use(path, apartFromClosing, notDestroyed(deps));
  apart.use("/polls/:poll/roll-sheet", notDestroyed(deps));
  return new Hono<OfficeEnv>()
    .use(async (c, next) => {
      await next();
      if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
    })
    .use(sameOrigin)
    .route("/", accountRoutes(deps, failures))
    .route("/", enrolmentRoutes(deps))
    .use("/accounts/*", onDuty(deps, "accounts"))
    .use("/accounts", onDuty(deps, "accounts"))
    .use("/profile", onDuty(deps, "accounts"))
    .use("/installation/*", onDuty(deps, "installation"))
    .use("/installation", onDuty(deps, "installation"))
    .use("/audit", onDuty(deps, "record"))
    .use("/audit.csv", onDuty(deps, "record"))
    .use("/definitions", onDuty(deps, "rounds"))
    .use("/library/*", onDuty(deps, "rounds"))
    .use("/library", onDuty(deps, "rounds"))
    .use("/roster-template.xlsx", onDuty(deps, "rounds"))
    .use("/reach", onDuty(deps, "rounds"))
    .use("/installations/*", onDuty(deps, "rounds"))
    .use("/installations", onDuty(deps, "rounds"))
    .use("/parcels", onDuty(deps, "rounds"))
    .use("/templates/*", onDuty(deps, "rounds"))
    .use("/county-results/*", onDuty(deps, "rounds"))
    .use("/county-results", onDuty(deps, "rounds"))
    .use("/templates", onDuty(deps, "rounds"))
    .use("/register/*", onDuty(deps, "rounds"))
    .use("/register", onDuty(deps, "rounds"))
    .use("/rounds/*", onDuty(deps, "rounds"))
    .use("/rounds", onDuty(deps, "rounds"))
    .use("/polls/*", onDuty(deps, "rounds"))
    .route("/", apart)
    .route("/", accountListRoutes(deps, failures))
    .route("/", codeResetRoutes(deps, failures))
    .route("/", profileRoutes(deps, failures))
    .route("/", auditRoutes(deps))
    .route("/", installationRoutes(deps, reach))
    .route("/", trustedInstallationRoutes(deps, failures))
    .route("/", parcelRoutes(deps, failures))
    .route("/", templateRoutes(deps, failures))
    .route("/", countyResultRoutes(deps, failures))
    .route("/", libraryRoutes(deps))
    .route("/", roundRoutes(deps, failures))
    .route("/", rosterRoutes(deps))
    .route("/", registerRoutes(deps))
    .route("/", pollRoutes(deps, failures, jobs))
    .route("/", screenPathRoutes(deps, passes))
    .route("/", reachRoutes(deps, reach))
    .route("/", rehearsalRoutes(deps))
    .route("/", linkRoutes(deps))
    .route("/", paperRoutes(deps))
    .route("/", stackRoutes(deps, failures))
    .route("/", rollSheetRoutes(deps, failures))
    .route("/", assessmentRoutes(deps, failures))
    .route("/", resultRoutes(deps))
    .route("/", gradeRoutes(deps))
    .route("/", documentRoutes(deps))
    .route("/", meetingRoutes(deps))
    .route("/", exportRoutes(deps, jobs))
    .route("/", comparisonRoutes(deps))
    .route("/", trialRoutes(deps, failures))
    .route("/", totalRoutes(deps))
    .route("/", volumeRoutes(deps, { failures, jobs, onFault }));
}

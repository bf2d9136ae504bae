/** The root: picks the parts, puts the same headers on every answer, turns every `Problem` into one shape. */
import { Hono } from "hono";
import type { ReachCounts } from "../core/installation/reach-counts.ts";
import { machineRefusal } from "../core/machine-refusal.ts";
import { isProblem } from "../core/problem.ts";
import type { Exports } from "../core/documents/export-job.ts";
import { ExportJobs } from "../exports/export-jobs.ts";
import type { Deps } from "../services/deps.ts";
import { whileHeld } from "./while-held.ts";
import { FailureLimit, LINK_STARTS_MAX } from "./failure-limit.ts";
import { officeRoutes } from "./office/routes.ts";
import { logOffice, type OfficeRequest } from "./office-log.ts";
import { openApi } from "./office/open-api.ts";
import { healthRoutes } from "./health.ts";
import { pageHeaders, PREVIEW } from "./page-headers.ts";
import { type Pages, sendPage } from "./pages.ts";
import { receiptPages } from "./phone/receipt-pages.ts";
import { phoneRoutes } from "./phone/routes.ts";
import { reachPages } from "./reach/pages.ts";
import { ReachTests } from "./reach/reach-tests.ts";
import { ScreenPasses } from "./screens/screen-passes.ts";
import { screenRoutes } from "./screens/routes.ts";
import { STATUS } from "./status.ts";

export interface AppParts {
  readonly deps: Deps;
  readonly pages: Pages;
  /** Where archives of documents are written. */
  readonly exportsFolder: string;
  /** Where they are instead, where several processes hand them out. */
  readonly exports?: Exports;
  /** Where a bug goes: one line on stderr, without anything of the request. */
  readonly onFault: (error: unknown) => void;
  /** Where answered requests of the office go, if anywhere. Requests of phones are told to nobody. */
  readonly onOfficeRequest?: (request: OfficeRequest) => void;
  /** Of the passes of big screens, where several processes admit them. */
  readonly screenKey?: () => Promise<Uint8Array>;
  /** Whether anybody may be answered now. */
  readonly isHeld?: () => boolean;
  /** Counts of the test page; given by whoever shows them elsewhere too. */
  readonly reach?: ReachCounts;
}

export function createApp({
  deps,
  pages,
  exportsFolder,
  onFault,
  exports = new ExportJobs(exportsFolder, onFault),
  onOfficeRequest,
  screenKey,
  isHeld = () => true,
  reach = new ReachTests(),
}: AppParts) {
  const failures = new FailureLimit(deps.clock);
  const passes = new ScreenPasses(screenKey);
  const app = new Hono()
    .use(pageHeaders)
    .use("/api/*", whileHeld(isHeld))
    .use("/ready", whileHeld(isHeld))
    .use("/receipts/*", whileHeld(isHeld))
    .use("/api/office/*", logOffice(onOfficeRequest ?? (() => {})))
    .route("/api/office", officeRoutes(deps, { failures, jobs: exports, passes, reach, onFault }))
    .route(
      "/api",
      phoneRoutes(deps, {
        failures,
        links: new FailureLimit(deps.clock, LINK_STARTS_MAX),
      }),
    )
    .route("/api", screenRoutes(deps, passes))
    .route("/", reachPages(reach))
    .route("/", healthRoutes(deps))
    .route("/", receiptPages(deps))
    .get(PREVIEW, (c) => sendPage(c, pages, "/preview.html") ?? c.notFound())
    .get("/screen", (c) => sendPage(c, pages, "/screen.html") ?? c.notFound())
    .get("/v", (c) => sendPage(c, pages, "/phone.html") ?? c.notFound());

  app.get("/api/office/openapi.json", openApi(app));
  // The console's views stand behind "#", so any other unknown path is an honest 404.
  app.get("*", (c) => {
    const path = c.req.path === "/" ? "/office.html" : c.req.path;
    return sendPage(c, pages, path) ?? c.notFound();
  });
  app.notFound((c) => {
    const isKnown = knowsPath(app, c.req.path);
    const code = isKnown ? "request.method" : "request.not-found";
    return c.json({ code, facts: {} }, STATUS[code]);
  });
  app.onError((thrown, c) => {
    // A disk that is full or fails is said as such wherever it is met, also by an export or a backup.
    const error = machineRefusal(thrown, true);
    if (isProblem(error)) {
      const status = STATUS[error.code];
      if (status === 503) c.header("retry-after", "5");
      return c.json({ code: error.code, facts: error.facts }, status);
    }
    onFault(error);
    return c.json({ code: "fault", facts: {} }, 500);
  });
  // What stands before forms in the app, for who gives them without it.
  return Object.assign(app, { admitsForm: isHeld });
}

/** Paths at which `createApp` answers with a page that stays the same as long as the process lives. */
export const fixedPaths = (pages: Pages): readonly string[] => [
  "/",
  PREVIEW,
  "/screen",
  "/v",
  ...pages.keys(),
];

/** Whether some other method would have been served at this path. */
function knowsPath(app: Pick<Hono, "routes">, path: string): boolean {
  return app.routes.some(
    (route) =>
      route.method !== "ALL" &&
      route.path.startsWith("/api/") &&
      new RegExp(`^${route.path.replace(/:[^/]+/g, "[^/]+")}$`).test(path),
  );
}

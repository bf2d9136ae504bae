/**
 * What the portable folder shows on the machine it runs on. Served on 127.0.0.1 alone, on a port of its own, because it
 * comes before anybody has signed in.
 */
import { Hono } from "hono";
import { drawStartPage } from "../../exports/start-page.ts";
import { checkInstallation } from "../../services/check-installation.ts";
import type { Deps } from "../../services/deps.ts";
import { pageHeaders } from "../page-headers.ts";
import type { ReachCounts } from "../../core/installation/reach-counts.ts";

/** Another name than these came through somebody's name server: not from this machine's own page. */
const OWN_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

export function startPages(deps: Deps, tests: ReachCounts) {
  return new Hono()
    .use(pageHeaders)
    .use(async (c, next) => {
      if (!OWN_HOST.test(c.req.header("host") ?? "")) return c.notFound();
      c.header("cache-control", "no-store");
      await next();
    })
    .get("/", async (c) => {
      const { address } = deps;
      const opened = address === null ? 0 : await tests.openedOf(address);
      const place = address === null ? null : { address, test: await testAddress(address, tests), opened };
      return c.html(drawStartPage({ place, lines: await checkInstallation(deps, opened) }));
    });
}

/** What a phone scans to try whether it gets through. */
export const testAddress = async (address: string, tests: ReachCounts): Promise<string> =>
  `${address}/t/${await tests.codeOf(address)}`;

import { Hono } from "hono";
import { Problem } from "../../core/problem.ts";
import { qrSvg } from "../../exports/qr-svg.ts";
import type { Deps } from "../../services/deps.ts";
import { type MeetingScreen, readMeetingScreen } from "../../services/meeting-screen.ts";
import type { ScreenAnswer } from "../office/answers-screen.ts";
import type { ScreenPasses } from "./screen-passes.ts";

/** Where the pass stands: in no address, so that no server in front writes it down. */
const PASS = "x-plumbline-pass";

/** The big screen asks here once a minute; it has no session and can do nothing else. */
export function screenRoutes(deps: Deps, passes: ScreenPasses) {
  return new Hono().get("/screens/:poll", async (c) => {
    const { poll } = c.req.param();
    if (!(await passes.admits(poll, c.req.header(PASS) ?? ""))) throw new Problem("poll.unknown", {});
    c.header("cache-control", "no-store");
    return c.json(presentScreen(await readMeetingScreen(deps, poll)));
  });
}

const presentScreen = (screen: MeetingScreen): ScreenAnswer => ({
  round: screen.round,
  group: screen.group,
  unit: screen.unit,
  setUp: screen.setUp,
  network: screen.network,
  state: screen.state,
  openUntil: screen.openUntil,
  forms: screen.forms,
  minutes: screen.minutes,
  turnout: screen.turnout && {
    step: screen.turnout.step,
    hasPaper: screen.turnout.hasPaper,
    reached: screen.turnout.reached,
    complete: screen.turnout.complete,
    eligible: screen.turnout.eligible,
  },
  links: screen.links.map(({ name, url }) => ({ name, qr: qrSvg(url, name) })),
  isRehearsal: screen.isRehearsal,
});

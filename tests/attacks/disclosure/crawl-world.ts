/**
 * What the crawl walks: a round with two groups, a unit with a sub-unit of one score, a unit below the floor and a unit
 * that is never closed, an earlier round of the same units beside it, and a reader of every role.
 */
import type { Browser, Page } from "playwright-core";
import type { Unit } from "../../../server/core/roster/unit.ts";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { openPoll } from "../../../server/services/change-poll-state.ts";
import { archiveRound } from "../../../server/services/archive-round.ts";
import { beginClosing, continueClosing, voidPoll } from "../../../server/services/close-poll.ts";
import { createRound } from "../../../server/services/create-round.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { freezeGrades } from "../../../server/services/review/take-step.ts";
import { saveAssessment } from "../../../server/services/save-assessment.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import { switchProfile } from "../../../server/services/switch-profile.ts";
import { mintTickets } from "../../../server/services/mint-tickets.ts";
import { fillSignIn, takeDesk } from "../../browser/console-on-desk.ts";
import { placesOf } from "../../browser/console-places.ts";
import { answerAndClose } from "../../journeys/closed-round.ts";
import { approveAll } from "../../journeys/freeze-round.ts";
import { beginByTwo } from "../../journeys/key-paper.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import {
  ROUND,
  startTestServer,
  testAssessment,
  testUnit,
  type TestServer,
} from "../../journeys/start-server.ts";
import { crawlConsole, type Said } from "./crawl-console.ts";

export const FIRST = "县委第一巡察组";
const SECOND = "县委第二巡察组";
/** The unit that has a sub-unit. */
export const PARENT = "water";
export const UNITS: readonly Unit[] = [
  testUnit(PARENT, "县水利局党组", [4, 6, 13]),
  // Few enough for one score a form and no more; in the next one fewer than five fill the members' form.
  { ...testUnit("archive", "县档案馆党组", [2, 2, 3]), parent: PARENT },
  testUnit("well", "县地震局党组", [1, 2, 3]),
  { ...testUnit("roads", "县交通局党组", [4, 5, 17]), group: SECOND },
  { ...testUnit("media", "县融媒体中心党组", [5, 10, 12]), group: SECOND },
];
const FEW = "well";
const FEW_MAX = 4;
export const OPEN = "media";
export const READERS = ["office", "group", "viewer", "sysadmin", "security", "auditor"] as const;
export type Reader = (typeof READERS)[number];
export const KEEPERS: readonly Reader[] = ["sysadmin", "security", "auditor"];
/** Before the first close; all closed but one; approved; archived, that one voided. */
export const STATES = ["before", "after", "approved", "archived"] as const;
export type State = (typeof STATES)[number];
/** Where most could be told. */
export const LAST: State = "archived";
/** Grades are approved: a viewer reads totals. */
export const isDecided = (state: State): boolean => state === "approved" || state === "archived";

export interface CrawlWorld {
  readonly browser: Browser;
  /** Its `round` and `polls` are those of the round that is walked. */
  readonly server: TestServer;
  readonly earlier: { readonly round: string; readonly polls: ReadonlyMap<string, string> };
  readonly clients: ReadonlyMap<Reader, OfficeClient>;
  readonly typed: readonly string[];
}

/** How many people of a bag answer. */
export const answering = (unit: string, eligible: number): number =>
  unit === FEW ? Math.min(FEW_MAX, eligible) : eligible;

/** Held up to the moment before the first close. */
export async function crawlWorld(browser: Browser): Promise<CrawlWorld> {
  const first = await startTestServer({ units: UNITS.filter(({ id }) => id !== OPEN && id !== FEW) });
  for (const poll of first.polls.values()) await answerAndClose(first, poll, 0.75);
  await approveAll(first.deps, first.round);
  const { deps } = first;
  const { id: round } = await createRound(deps, KEEPER, { ...ROUND, title: "十五届县委第四轮巡察" });
  await saveUnits(deps, KEEPER, round, UNITS);
  for (const { id } of UNITS) await saveAssessment(deps, KEEPER, round, id, testAssessment, null);
  await sealRound(deps, KEEPER, round);
  const rows = await deps.office.inTransaction((office) => office.polls(round));
  const polls = new Map(rows.map((row) => [row.unit, row.id]));
  const server: TestServer = { ...first, round, polls };
  for (const [at, unit] of UNITS.entries()) {
    const poll = polls.get(unit.id)!;
    await openPoll(deps, KEEPER, poll);
    const { plan } = await deps.live.get(poll);
    for (const { id, eligible } of plan.batches) {
      const wanted = { count: eligible, voidUnused: false };
      const { urls } = await mintTickets(deps, KEEPER, poll, id, wanted);
      const people = urls.slice(0, answering(unit.id, eligible)).map((url) => ({ url, climate: 0.55 }));
      await answerAll(httpPort(server.address), people, seeded(at + 5), () => {});
    }
  }
  const clients = new Map<Reader, OfficeClient>();
  for (const role of READERS)
    clients.set(
      role,
      await OfficeClient.signIn(server, `读者${role}`, role, role === "group" ? FIRST : null),
    );
  const [person, second] = [clients.get("office")!, await OfficeClient.signIn(server, "另一位")];
  const stack = await beginByTwo(person, second, `/polls/${polls.get(OPEN)!}/stacks`, 2);
  const draft = await createRound(deps, KEEPER, { ...ROUND, title: "十五届县委第五轮巡察" });
  const places = placesOf({ server, draft: draft.id, stack, person, second }).map(({ path }) => `#${path}`);
  const units = UNITS.flatMap(({ id }) => [`units/${id}`, `assessment/${id}`, `closing/${id}`]);
  const typed = [...places, ...units.map((part) => `#/rounds/${round}/${part}`)];
  return { browser, server, earlier: { round: first.round, polls: first.polls }, clients, typed };
}

/** Goes on from one state to the next. */
export async function goOnTo(state: State, { server }: CrawlWorld): Promise<void> {
  if (state === "approved") await approveAll(server.deps, server.round);
  if (state === "archived") await archive(server);
  if (state !== "after") return;
  for (const [unit, poll] of server.polls) {
    if (unit === OPEN) continue;
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
  }
}

async function archive({ deps, round, polls }: TestServer): Promise<void> {
  await voidPoll(deps, KEEPER, polls.get(OPEN)!, "会议改期");
  await freezeGrades(deps, KEEPER, round);
  await archiveRound(deps, KEEPER, round);
}

/** Pages that hold nothing of any round, in whatever state it is. */
const OF_NO_ROUND =
  /^#\/(?:rounds\/new$|forms|password|accounts|reach|system|installations|templates|county-results|no\/)/;

/** Runs something for each of the readers at once, the keepers under the profile that gives them their duties. */
export async function forEachReader<T>(
  { server }: CrawlWorld,
  read: (role: Reader) => Promise<T>,
): Promise<ReadonlyMap<Reader, T>> {
  const found = new Map<Reader, T>();
  const one = async (role: Reader) => void found.set(role, await read(role));
  await Promise.all(READERS.filter((role) => !KEEPERS.includes(role)).map(one));
  await switchProfile(server.deps, KEEPER, { hasKeepers: true });
  await Promise.all(KEEPERS.map(one));
  await switchProfile(server.deps, KEEPER, { hasKeepers: false });
  return found;
}

interface WalkOptions {
  readonly only?: string;
  readonly instead?: (page: Page) => Promise<void>;
  /** In all but the last, where most could be told, pages of no round are left out; absent: the last. */
  readonly state?: State;
}

/**
 * Every page that this reader can reach or type, and what it says.
 *
 * @param options `only` = one page and no other; `instead` changes what the page is answered, once somebody is signed in
 */
export async function walkAs(
  role: Reader,
  world: CrawlWorld,
  { only, instead, state = LAST }: WalkOptions = {},
): Promise<Said> {
  const { browser, server, clients, typed, earlier } = world;
  const { page, context } = await takeDesk(browser);
  await page.goto(`${server.address}/`);
  await fillSignIn(page, clients.get(role)!);
  // The page of the sign-in has a main part too, and on a busy machine it is still there for a while.
  await page.getByRole("heading", { name: "登录" }).waitFor({ state: "detached" });
  await page.waitForLoadState("networkidle");
  await instead?.(page);
  const isOfState = (hash: string) => state === LAST || !OF_NO_ROUND.test(hash);
  const isWalked = (hash: string) =>
    only ? hash === only : !hash.includes(earlier.round) && isOfState(hash);
  const said = await crawlConsole(page, server.address, { start: typed, isWalked });
  await context.close();
  return said;
}

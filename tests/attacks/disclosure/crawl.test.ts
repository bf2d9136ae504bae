/**
 * The console as each role can walk it, before and after the close: no page, table of a chart or name for screen readers
 * shows a number that was not released to that role. @source anonymity.md §5, P10, P11
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../../server/core/access/role.ts";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { HUNDRED, mul, parseRatio, printRatio, ratio, sub } from "../../../server/core/ratio.ts";
import type { RegisterAnswer } from "../../../server/http/office/answers-register.ts";
import type { GradeTableAnswer, ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { switchProfile } from "../../../server/services/switch-profile.ts";
import { blockMean } from "../../../web/charts/block-means.ts";
import { deriveScore } from "../../../web/office/results/derivation.ts";
import type { DerivationNode } from "../../../web/office/results/derivation.ts";
import { fillSignIn, takeDesk } from "../../browser/console-on-desk.ts";
import { openBrowser } from "../../browser/phone-in-hand.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";
import { crawlConsole, decimalsIn, type Said } from "./crawl-console.ts";

const [FIRST, SECOND] = ["县委第一巡察组", "县委第二巡察组"];
const UNITS = [
  testUnit("water", "县水利局党组", [4, 6, 13]),
  testUnit("few", "县档案馆党组", [2, 2, 3]),
  { ...testUnit("roads", "县交通局党组", [4, 5, 17]), group: SECOND },
  { ...testUnit("media", "县融媒体中心党组", [4, 5, 12]), group: SECOND },
];
const READERS: readonly (readonly [Role, string | null])[] = [
  ["office", null],
  ["group", FIRST],
  ["viewer", null],
];

let server: TestServer;
let browser: Browser;
let before: ReadonlyMap<Role, Said>;
let after: ReadonlyMap<Role, Said>;
const clients = new Map<Role, OfficeClient>();

async function crawlAs(client: OfficeClient, start: readonly string[]): Promise<Said> {
  const { page, context } = await takeDesk(browser);
  await page.goto(`${server.address}/`);
  await fillSignIn(page, client);
  // The page of the sign-in has a main part too, and on a busy machine it is still there for a while.
  await page.getByRole("heading", { name: "登录" }).waitFor({ state: "detached" });
  await page.waitForLoadState("networkidle");
  const said = await crawlConsole(page, server.address, start);
  await context.close();
  return said;
}

async function crawlAll(): Promise<ReadonlyMap<Role, Said>> {
  const found = new Map<Role, Said>();
  // A link may be missing and the address known all the same.
  const typed = ["units", "compare", "grades", "documents", "assessment", "compare/score"]
    .concat(UNITS.map(({ id }) => `units/${id}`))
    .map((part) => `#/rounds/${server.round}/${part}`);
  for (const [role] of READERS) found.set(role, await crawlAs(clients.get(role)!, typed));
  return found;
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({ units: UNITS }), openBrowser()]);
  for (const [role, group] of READERS)
    clients.set(role, await OfficeClient.signIn(server, `读者${role}`, role, group));
  for (const [unit, poll] of server.polls) {
    const { plan } = await server.deps.live.get(poll);
    for (const { id, eligible } of plan.batches) {
      const people = (await server.tickets(unit, id, eligible)).map((url) => ({ url, climate: 0.55 }));
      await answerAll(httpPort(server.address), people, seeded(unit.length), () => {});
    }
  }
  before = await crawlAll();
  for (const [unit, poll] of server.polls) {
    if (unit === "media") continue;
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
  }
  after = await crawlAll();
}, 900_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const resultsOf = async (role: Role): Promise<readonly ResultsAnswer[]> => {
  const answers: ResultsAnswer[] = [];
  for (const poll of server.polls.values()) {
    const response = await clients.get(role)!.send("GET", `/polls/${poll}/results`);
    if (response.ok) answers.push((await response.json()) as ResultsAnswer);
  }
  return answers;
};

const nodesOf = (nodes: readonly DerivationNode[]): readonly DerivationNode[] =>
  nodes.flatMap((node) => [node, ...nodesOf(node.children)]);

/** Every number that the pages may make of one released answer: itself, its derivation, shares of its counts, distances. */
function madeOf(results: ResultsAnswer): readonly string[] {
  const nodes = nodesOf(deriveScore(results)).flatMap(({ value, weight, earned }) => [value, weight, earned]);
  const shares = results.forms.flatMap((form) => {
    if (form.level !== "tables") return [];
    const share = (count: number, base: number): string =>
      base === 0 ? "" : printRatio(mul(ratio(count, base), HUNDRED), 1);
    return [
      ...form.items.flatMap(({ counts, valid }) => (counts ?? []).map((count) => share(count, valid))),
      ...form.multis.flatMap(({ counts, base }) => (counts ?? []).map((count) => share(count, base))),
      ...form.counts.flatMap(({ values }) => {
        const all = Object.values(values).reduce((sum, one) => sum + one, 0);
        return Object.values(values).map((count) => share(count, all));
      }),
      ...form.blocks.map(({ id }) => blockMean(form, id) ?? ""),
    ];
  });
  const { total, grades } = results.score;
  const distances = grades.flatMap(({ from }) => {
    if (!total) return [];
    const apart = sub(parseRatio(from), parseRatio(total.printed));
    return [printRatio(apart, 2), printRatio(sub(ratio(0), apart), 2)];
  });
  const dimensions = results.dimensions.flatMap(({ score }) =>
    score ? printRatio(parseRatio(score.exact), 1) : [],
  );
  return [JSON.stringify(results), ...nodes, ...shares, ...distances, ...dimensions].flatMap((text) =>
    decimalsIn(text ?? ""),
  );
}

/** How many units of a term are inspected, in percent: a share of states, which a simulated answer may or may not give too. */
async function coverageRates(): Promise<string> {
  const { coverage } = (await clients.get("office")!.get("/register")) as RegisterAnswer;
  return coverage.map(({ rate }) => rate ?? "").join(" ");
}

/** What the calls of a role about the whole round tell, which are made of released values too. */
async function toldToRole(role: Role): Promise<ReadonlySet<string>> {
  const client = clients.get(role)!;
  const told: string[] = (await resultsOf(role)).flatMap(madeOf);
  const paths = [
    `/rounds/${server.round}/grades`,
    `/rounds/${server.round}/comparison`,
    `/rounds/${server.round}`,
  ];
  const bodies = await Promise.all(paths.map(async (path) => (await client.send("GET", path)).text()));
  if (role === "office") bodies.push(await coverageRates());
  for (const id of server.polls.keys())
    bodies.push(await (await client.send("GET", `/rounds/${server.round}/units/${id}/assessment`)).text());
  return new Set([...told, ...bodies.flatMap(decimalsIn)]);
}

/** Numbers with decimals that are no results: versions, turnout of a closed poll, weights and lines of the scheme. */
const isPlain = (number: string): boolean => /^(20\d\d\.\d+|100\.0+|0\.0+)$/.test(number);

/** The page that tells how large disk and files are. */
const SIZES = "#/system";

const shownBy = (said: Said): ReadonlySet<string> =>
  new Set(
    [...said].flatMap(([hash, text]) =>
      hash === SIZES ? [] : decimalsIn(text).filter((one) => !isPlain(one)),
    ),
  );

describe("before the close", () => {
  it.each(READERS.map(([role]) => role))(
    "%s sees no score, no share and no exact turnout on any page",
    (role) => {
      const said = before.get(role)!;
      expect(said.size).toBeGreaterThan(10);
      expect([...shownBy(said)]).toEqual([]);
    },
  );
});

describe("after the close", () => {
  it.each(READERS.map(([role]) => role))("%s sees no number that was not released to them", async (role) => {
    const told = await toldToRole(role);
    const shown = shownBy(after.get(role)!);
    expect([...shown].filter((number) => !told.has(number))).toEqual([]);
    // Three of four units are inspected, as the register says, which only the office reads.
    if (role === "office") expect(after.get(role)!.get("#/register")).toContain("75.0%");
    // They were walked to the counts: the released scores of every unit that is theirs were met.
    for (const { score, forms } of await resultsOf(role)) {
      expect(shown).toContain(score.total!.printed);
      for (const form of forms.filter(({ level }) => level === "tables"))
        expect(shown).toContain(form.score!.printed);
    }
  });

  it("a group meets nothing of another group's units, and nobody anything of the unit that is still open", async () => {
    const own = new Set((await resultsOf("group")).flatMap(madeOf));
    const others = (await resultsOf("office")).filter(({ unit }) => unit.group !== FIRST).flatMap(madeOf);
    const foreign = others.filter((number) => !own.has(number) && !isPlain(number));
    expect(foreign.length).toBeGreaterThan(20);
    const shown = shownBy(after.get("group")!);
    const comparison = await (
      await clients.get("group")!.send("GET", `/rounds/${server.round}/comparison`)
    ).text();
    const means = new Set(decimalsIn(comparison));
    expect(foreign.filter((number) => shown.has(number) && !means.has(number))).toEqual([]);
    for (const [, said] of after)
      for (const [hash, text] of said)
        if (hash.endsWith("/units/media"))
          expect([hash, decimalsIn(text).filter((one) => !isPlain(one))]).toEqual([hash, []]);
    const { rows } = (await clients.get("group")!.get(`/rounds/${server.round}/grades`)) as GradeTableAnswer;
    expect(rows.map(({ unit }) => unit.id)).toEqual(["water", "few"]);
  });

  it("a reader of results meets no word that somebody wrote, the others do", async () => {
    const poll = server.polls.get("water")!;
    const forms = await clients.get("office")!.get(`/polls/${poll}/texts`);
    const written: readonly string[] = forms.flatMap(
      ({ questions }: { questions: { texts: string[] }[] | null }) =>
        (questions ?? []).flatMap(({ texts }) => texts),
    );
    expect(written.length).toBeGreaterThan(0);
    const met = (role: Role) =>
      written.some((line) => [...after.get(role)!.values()].some((text) => text.includes(line)));
    expect([met("office"), met("group"), met("viewer")]).toEqual([true, true, false]);
  });
});

describe("the three keepers", () => {
  it("meet no result anywhere, whatever address they type", async () => {
    const keepers = new Map<Role, OfficeClient>();
    for (const role of ["sysadmin", "security", "auditor"] as const)
      keepers.set(role, await OfficeClient.signIn(server, `保管${role}`, role));
    await switchProfile(server.deps, KEEPER, { hasKeepers: true });
    const released = new Set(
      (await resultsOf("office")).flatMap(({ score, forms }) => [
        score.total!.printed,
        ...forms.flatMap((form) => (form.score ? [form.score.printed] : [])),
      ]),
    );
    for (const [role, client] of keepers) {
      const round = `#/rounds/${server.round}`;
      const said = await crawlAs(client, [
        `${round}/grades`,
        `${round}/units/water`,
        `${round}/compare`,
        "#/register",
      ]);
      expect([role, [...shownBy(said)].filter((number) => released.has(number))]).toEqual([role, []]);
    }
  }, 300_000);
});

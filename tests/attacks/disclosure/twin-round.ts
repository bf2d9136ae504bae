/**
 * One round held twice, from the same bytes: same units, keys and people. The second time every answer is with somebody
 * else of the same block, and those who are too few to be counted answer the opposite. Whatever then differs says more
 * than block tallies do.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seeded, simulatedAnswers } from "../../../server/cli/demo/simulated-answers.ts";
import { composeApp, openServices } from "../../../server/compose.ts";
import type { CheckedAnswers } from "../../../server/core/definition/checker.ts";
import type { Answer, FrozenForm } from "../../../server/core/definition/frozen.ts";
import type { Role } from "../../../server/core/access/role.ts";
import type { Unit } from "../../../server/core/roster/unit.ts";
import type { Thresholds } from "../../../server/core/round/round.ts";
import { nullifierOf } from "../../../server/core/ticket/nullifier.ts";
import { signMessage } from "../../../server/keys/sign-message.ts";
import { castRows } from "../../../server/services/cast-ballot.ts";
import { openPoll, pausePoll } from "../../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { createAccount } from "../../../server/services/create-account.ts";
import { createRound } from "../../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { keyOf, type LivePoll } from "../../../server/services/live-polls.ts";
import { saveAssessment } from "../../../server/services/save-assessment.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import { startServer } from "../../../server/start-server.ts";
import { ROUND, testAssessment, type TestServer, testUnit } from "../../journeys/start-server.ts";

/** Stands in every text of a unit without tables, and must be in no output. */
export const TOO_FEW = "只有几个人才看得出是谁写的话";
/** What too few outside raters wrote in a form with tables: it is not kept, and must be in no output either. */
export const FEW_AMONG_MANY = "窗口排队时间可以再短一些";
const ADDRESS = "http://127.0.0.1";
const clock = () => new Date("2026-11-20T09:00:00Z");

export interface Staffed {
  readonly unit: Unit;
  /** Ballots per category, and the blocks in which they are counted; what is in none is counted nowhere. */
  readonly ballots: Readonly<Record<string, number>>;
  readonly blocks: readonly string[];
}

const water = testUnit("water", "县水利局党组", [12, 12, 30]);
const below = { parent: "water" };
export const STAFF: readonly Staffed[] = [
  {
    unit: {
      ...water,
      categories: [
        ...water.categories,
        { id: "D", name: "服务对象", weight: "10", eligible: 12, isOutside: true },
      ],
    },
    ballots: { A: 7, B: 12, C: 20, D: 6 },
    blocks: ["AB", "C"],
  },
  // One score; two units below another that are counted together; fewer than five.
  { unit: testUnit("road", "县公路中心党支部", [3, 4, 0]), ballots: { A: 3, B: 4 }, blocks: ["AB"] },
  {
    unit: { ...testUnit("dam", "水库管理所", [2, 2, 4]), ...below },
    ballots: { A: 2, B: 2, C: 4 },
    blocks: ["ABC"],
  },
  {
    unit: { ...testUnit("river", "河道所", [1, 2, 4]), ...below },
    ballots: { A: 1, B: 2, C: 4 },
    blocks: ["ABC"],
  },
  { unit: testUnit("archive", "县档案馆党支部", [2, 2, 2]), ballots: { A: 1, B: 1, C: 2 }, blocks: [] },
];

const grain = (id: string, name: string, eligible: readonly [number, number, number]): Unit => ({
  ...testUnit(id, name, eligible),
  parent: "grain",
});
/** Another organisation, in which few people stand beside many in the same tables. */
export const FEW_BESIDE_MANY: readonly Staffed[] = [
  // Two leaders in a unit of eleven; nine fill the members' form.
  { unit: testUnit("eleven", "县档案局党组", [2, 3, 6]), ballots: { A: 2, B: 3, C: 6 }, blocks: ["ABC"] },
  // A category of two in the middle of large ones; planned for as many as stand alone, and few of them came.
  {
    unit: testUnit("came", "县林业局党组", [12, 11, 24]),
    ballots: { A: 12, B: 2, C: 21 },
    blocks: ["AB", "C"],
  },
  // Below a unit with tables one with tables, one that is counted in the round only and one below the floor.
  {
    unit: testUnit("grain", "县粮食局党组", [4, 7, 10]),
    ballots: { A: 3, B: 7, C: 10 },
    blocks: ["AB", "C"],
  },
  { unit: grain("store", "县粮库党支部", [2, 2, 9]), ballots: { A: 1, B: 2, C: 9 }, blocks: ["ABC"] },
  { unit: grain("mill", "县粮油厂党支部", [1, 2, 4]), ballots: { A: 1, B: 1, C: 4 }, blocks: ["ABC"] },
  { unit: grain("stall", "粮食服务站", [1, 1, 4]), ballots: { A: 1, B: 1, C: 2 }, blocks: [] },
  { unit: testUnit("well", "县地震局党组", [1, 2, 2]), ballots: { A: 1, B: 2, C: 2 }, blocks: ["ABC"] },
];

export interface Beginning {
  readonly folder: string;
  readonly round: string;
  readonly staff: readonly Staffed[];
  /** Unit id → poll id. */
  readonly polls: ReadonlyMap<string, string>;
  /** Readers of each role, the same in both worlds: name → first password. */
  readonly readers: ReadonlyMap<string, string>;
}

export const READERS = ["office", "group", "viewer", "sysadmin", "security", "auditor"] as const;
/** The group that all units are of. */
export const groupOf = (role: Role): string | null => (role === "group" ? "县委第一巡察组" : null);

/** The sealed and opened round, before the first ballot. */
export async function twinRound(
  thresholds: Thresholds,
  staff: readonly Staffed[] = STAFF,
): Promise<Beginning> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-disclosure-"));
  const { deps, close } = await openServices(
    { dataFolder: join(folder, "beginning"), address: ADDRESS },
    clock,
  );
  try {
    const made = await createRound(deps, KEEPER, {
      ...ROUND,
      forms: ROUND.forms.map((form) =>
        form.instrument === "leadership-team" ? { ...form, categories: ["A", "B", "C", "D"] } : form,
      ),
    });
    await deps.office.inTransaction(async (office) => {
      const row = (await office.round(made.id))!;
      await office.saveRound({ ...row, round: { ...row.round, thresholds } });
    });
    await saveUnits(
      deps,
      KEEPER,
      made.id,
      staff.map(({ unit }) => unit),
    );
    for (const { unit } of staff) await saveAssessment(deps, KEEPER, made.id, unit.id, testAssessment, null);
    await sealRound(deps, KEEPER, made.id);
    const rows = await deps.office.inTransaction((office) => office.polls(made.id));
    for (const { id } of rows) await openPoll(deps, KEEPER, id);
    const readers = new Map<string, string>();
    for (const role of READERS) {
      const person = { name: `读者${role}`, role, group: groupOf(role) };
      readers.set(person.name, (await createAccount(deps, KEEPER, person)).password);
    }
    return { folder, round: made.id, staff, polls: new Map(rows.map(({ unit, id }) => [unit, id])), readers };
  } finally {
    await close();
  }
}

export interface World extends Pick<TestServer, "address" | "dataFolder" | "account" | "stop">, Beginning {
  /** Every GET call of the app; a new one is read too. */
  readonly calls: readonly string[];
  /** Digests of the frozen forms. */
  readonly forms: readonly string[];
}

/** How the second world differs from the first: by who of a block said what, or by everything that anybody said. */
export type Answering = "as-given" | "exchanged" | "opposite";

/** Holds the round and serves it: closed, or the first poll open, the second closing, the third paused, all others open. */
export async function world(
  from: Beginning,
  answering: Answering,
  until: "closed" | "open" = "closed",
): Promise<World> {
  const dataFolder = join(from.folder, `${answering}-${until}`);
  cpSync(join(from.folder, "beginning"), dataFolder, { recursive: true });
  rmSync(join(dataFolder, "lock.db"), { force: true });
  const services = await openServices({ dataFolder, address: ADDRESS }, clock);
  const { deps } = services;
  for (const [at, staffed] of from.staff.entries()) {
    const poll = from.polls.get(staffed.unit.id)!;
    await castAll(deps, await deps.live.get(poll), staffed, { seed: at + 3, answering });
    if (until === "closed") {
      await beginClosing(deps, KEEPER, poll, { second: KEEPER });
      await continueClosing(deps, KEEPER, poll);
    } else if (at === 1) await leaveClosing(deps, poll);
    else if (at === 2) await pausePoll(deps, KEEPER, poll);
  }
  const rows = await deps.office.inTransaction((office) => office.polls(from.round));
  const app = await composeApp(services);
  const paths = app.routes.filter(({ method }) => method === "GET").map(({ path }) => path);
  const server = await startServer(app, { port: 0, host: "127.0.0.1" });
  return {
    ...from,
    dataFolder,
    forms: [...new Set(rows.flatMap(({ plan }) => plan!.forms.map(({ digest }) => digest)))],
    calls: [...new Set(paths)].filter((path) => path !== "*").toSorted(),
    address: `${ADDRESS}:${server.port}`,
    async account(name, role = "office", group = null) {
      const first = from.readers.get(name);
      if (first !== undefined) return { name, password: first };
      const { account, password } = await createAccount(deps, KEEPER, { name, role, group });
      return { name: account.name, password };
    },
    async stop() {
      await server.stop(0);
      await services.close();
    },
  };
}

/** More have begun than have cast, so the grace runs on. */
async function leaveClosing(deps: Deps, poll: string): Promise<void> {
  const { plan } = await deps.live.get(poll);
  const tickets = Array.from({ length: 20 }, () => deps.random(32));
  await deps.roll.addTickets(poll, plan.batches[0]!.id, tickets);
  for (const ticket of tickets) await deps.roll.use(ticket, deps.random(32));
  await beginClosing(deps, KEEPER, poll, { second: null });
}

interface Ballot {
  readonly category: string;
  readonly checked: CheckedAnswers;
}

async function castAll(
  deps: Deps,
  live: LivePoll,
  { ballots, blocks }: Staffed,
  { seed, answering }: { readonly seed: number; readonly answering: Answering },
): Promise<void> {
  const isSmall = ["A", "B", "C"].reduce((sum, category) => sum + (ballots[category] ?? 0), 0) < 10;
  for (const { instrument, blocks: planned } of live.plan.forms) {
    const { form, check } = live.forms.get(instrument)!;
    const random = seeded(seed);
    const given = planned
      .flatMap(({ categories }) => categories)
      .flatMap((category) =>
        Array.from({ length: ballots[category] ?? 0 }, (): Ballot => {
          const isCounted = blocks.some((block) => block.includes(category));
          const isOther = answering === "opposite" || (answering === "exchanged" && !isCounted);
          const answers = simulatedAnswers(form, isOther ? 0.05 : 0.7, random);
          const words = isSmall || answering === "opposite" ? TOO_FEW : isCounted ? null : FEW_AMONG_MANY;
          return { category, checked: withText(form, check(answers), words) };
        }),
      );
    const cast = answering === "exchanged" ? blocks.reduce(exchanged, given) : given;
    await Promise.all(
      cast.map(({ category, checked }) => {
        const block = planned.find(({ categories }) => categories.includes(category))!;
        const key = live.phoneKeys.get(keyOf(block.id, instrument))!;
        const message = deps.random(32);
        const credential = { message, signature: signMessage(key, message), retry: deps.random(16) };
        return deps.box.cast(castRows(deps, key.keyId, nullifierOf(key.keyId, message), credential, checked));
      }),
    );
  }
}

/** The same words from everybody who is too few, none from the others, whose order is of chance. */
function withText(form: FrozenForm, { answers }: CheckedAnswers, words: string | null): CheckedAnswers {
  const isText = (at: number): boolean => form.leaves[at]!.kind === "text";
  return {
    answers: answers.map((answer, at) => (isText(at) ? (words === null ? null : true) : answer)),
    texts: form.leaves.flatMap(({ id, kind }) =>
      kind === "text" && words !== null ? [{ leaf: id, text: words }] : [],
    ),
  };
}

/** Within one block every answer goes to another person, each question's by another step. */
function exchanged(given: readonly Ballot[], block: string): readonly Ballot[] {
  const places = given.flatMap(({ category }, at) => (block.includes(category) ? [at] : []));
  const answerAt = (leaf: number, place: number): Answer => {
    const from = places[(place + 1 + leaf) % places.length]!;
    return given[from]!.checked.answers[leaf]!;
  };
  return given.map((ballot, at) => {
    const place = places.indexOf(at);
    if (place < 0) return ballot;
    const answers = ballot.checked.answers.map((_, leaf) => answerAt(leaf, place));
    return { ...ballot, checked: { ...ballot.checked, answers } };
  });
}

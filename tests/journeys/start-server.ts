/**
 * A real server on a throw-away data folder with a small round, for tests that go the way people go. Where a PostgreSQL
 * server was started for the tests (`npm run test:pg`), its stores lie there.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeApp } from "../../server/compose.ts";
import { digestOf } from "../../server/core/definition/canonical.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { EMPTY_ASSESSMENT, type UnitAssessment } from "../../server/core/scoring/scheme.ts";
import type { Unit } from "../../server/core/roster/unit.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { createAccount } from "../../server/services/create-account.ts";
import { createRound, type RoundRequest } from "../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { startServer } from "../../server/start-server.ts";
import type { Role } from "../../server/core/access/role.ts";
import { openStoresOfTest } from "./stores-of-test.ts";

export interface TestServer {
  readonly address: string;
  readonly dataFolder: string;
  /** Null where the data folder has all stores. */
  readonly databaseUrl: string | null;
  readonly deps: Deps;
  readonly round: string;
  /** Unit id → poll id. */
  readonly polls: ReadonlyMap<string, string>;
  /** Makes tickets of one bag and gives what their QR codes say. */
  tickets(unit: string, batch: string, count: number): Promise<readonly string[]>;
  /** A new office account; its first password still has to be changed. */
  account(
    name: string,
    role?: Role,
    group?: string | null,
  ): Promise<{ readonly name: string; readonly password: string }>;
  stop(): Promise<void>;
}

export const testUnit = (id: string, name: string, eligible: readonly [number, number, number]): Unit => ({
  id,
  name,
  parent: null,
  unitType: "县直",
  group: "县委第一巡察组",
  onRoll: null,
  eligibleBasis: "",
  categories: (["A", "B", "C"] as const).map((category, i) => ({
    id: category,
    name: ["领导班子成员", "中层干部", "其他干部职工"][i]!,
    weight: ["20", "30", "50"][i]!,
    eligible: eligible[i]!,
    isOutside: false,
  })),
  leaders: [
    { name: "林向东", post: "党组书记、局长", since: "2023-05", isPrincipal: true },
    { name: "陈志远", post: "党组成员、副局长", since: "2021-08", isPrincipal: false },
    { name: "周敏", post: "党组成员、副局长", since: "2022-01", isPrincipal: false },
  ],
});

export const testAssessment: UnitAssessment = {
  ...EMPTY_ASSESSMENT,
  judgement: Object.fromEntries(
    ["discipline", "leading", "duties", "style", "life", "staffing"].map((dimension) => [
      dimension,
      { score: 86, reason: "总体平稳" },
    ]),
  ),
  supervision: { petitions: 0, cases: 0, audit: 1, rectification: 0, daily: 0 },
};

export const ROUND: RoundRequest = {
  title: "十五届县委第三轮巡察",
  authority: "县委",
  setUp: "onsite",
  period: "近三年",
  openUntil: "2026年11月27日 18:00",
  contactPhone: "0000-1234567",
  scheme: "political-ecology",
  forms: [
    { instrument: "leadership-team", categories: ["A", "B", "C"], include: [] },
    { instrument: "leadership-members", categories: ["B", "C"], include: [] },
    { instrument: "staff-questionnaire", categories: ["A", "B", "C"], include: [] },
  ],
};

/** Starts a server with the given units (default: one of 5/10/30), sealed and open. */
export async function startTestServer(
  options: {
    readonly units?: readonly Unit[];
    readonly round?: Partial<RoundRequest>;
    readonly opens?: boolean;
    /** Address to listen at, 127.0.0.1 unless said otherwise. */
    readonly host?: string;
    /** More definitions than those of `surveys/`, for `round.forms` to name. */
    readonly instruments?: readonly Instrument[];
    /** Of another PostgreSQL server than the tests' own, and of those that follow it. */
    readonly databaseServer?: string;
    readonly standbys?: readonly string[];
    /** The server's clock, the real one unless said otherwise. */
    readonly clock?: () => Date;
  } = {},
): Promise<TestServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), "plumbline-test-"));
  const host = options.host ?? "127.0.0.1";
  const units = options.units ?? [testUnit("water", "县水利局党组", [5, 10, 30])];
  const { services, databaseUrl, dispose } = await openStoresOfTest(dataFolder, {
    address: "http://127.0.0.1",
    clock: options.clock,
    databaseServer: options.databaseServer,
    standbys: options.standbys,
  });
  const server = await startServer(await composeApp(services), { port: 0, host });
  const address = `http://${host}:${server.port}`;
  const instruments = new Map(services.deps.library.instruments);
  for (const one of options.instruments ?? [])
    instruments.set(one.id, { instrument: one, digest: digestOf(one) });
  const deps: Deps = { ...services.deps, address, library: { ...services.deps.library, instruments } };
  const round = await createRound(deps, KEEPER, { ...ROUND, ...options.round });
  await saveUnits(deps, KEEPER, round.id, units);
  for (const unit of units) await saveAssessment(deps, KEEPER, round.id, unit.id, testAssessment, null);
  await sealRound(deps, KEEPER, round.id);
  const rows = await deps.office.inTransaction((office) => office.polls(round.id));
  const polls = new Map(rows.map((row) => [row.unit, row.id]));
  if (options.opens !== false) {
    for (const row of rows) if (row.state === "sealed") await openPoll(deps, KEEPER, row.id);
  }
  return {
    address,
    dataFolder,
    databaseUrl,
    deps,
    round: round.id,
    polls,
    async tickets(unit, batch, count) {
      const sheet = await mintTickets(deps, KEEPER, polls.get(unit)!, batch, { count, voidUnused: false });
      return sheet.urls;
    },
    async account(name, role = "office", group = null) {
      const { account, password } = await createAccount(deps, KEEPER, { name, role, group });
      return { name: account.name, password };
    },
    async stop() {
      await server.stop(0);
      await dispose();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

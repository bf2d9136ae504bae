/** The measured process of B6, B7 and BS: one poll of one form that is filled with ballots, closed and recounted. */
import { randomBytes } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { openServices } from "../../server/compose.ts";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import { foldBallots } from "../../server/core/tally/fold.ts";
import { castRows } from "../../server/services/cast-ballot.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { createRound } from "../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { keyOf } from "../../server/services/live-polls.ts";
import { readRelease } from "../../server/services/release-poll.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { testUnit } from "../journeys/start-server.ts";
import { answerParent } from "./child.ts";
import { peakBytes } from "./peak-memory.ts";

const INSTRUMENT = "staff-questionnaire";
const BLOCKS = ["A", "B", "C"];
/** As many people of each block as ever answer here. */
const MILLION = 1_000_000;
/** As many as a commit takes. */
const AT_ONCE = 500;
/** Different people; the rest answers like one of them. */
const KINDS = 997;

export interface Filled {
  readonly answerBytes: number;
}

export interface Closed {
  readonly seconds: number;
  /** Most memory the process has had so far. */
  readonly memoryBytes: number;
  /** Of the whole data folder. */
  readonly diskBytes: number;
}

export interface Recounted {
  readonly seconds: number;
  /** Of reading and parsing the same ballots, without counting. */
  readonly readSeconds: number;
  readonly ballots: number;
}

/** Before the poll is closed. */
export interface Standing {
  /** In which the engine by itself writes the box anew, in the order of its keys. */
  readonly rewriteSeconds: number;
}

async function main(dataFolder: string, databaseUrl: string | null): Promise<void> {
  const { deps, close } = await openServices({ dataFolder, address: "http://127.0.0.1", databaseUrl });
  let poll: string | null = null;
  answerParent(null, {
    async fill(count) {
      poll ??= await openOnePoll(deps, "many");
      return fill(deps, poll, count);
    },
    memory: async () => peakBytes(),
    async standing(): Promise<Standing> {
      return { rewriteSeconds: rewrite(dataFolder) };
    },
    async close(): Promise<Closed> {
      const seconds = await closeOne(deps, poll!);
      return { seconds, memoryBytes: peakBytes(), diskBytes: bytesIn(dataFolder) };
    },
    async beside(count) {
      const other = await openOnePoll(deps, "few");
      await fill(deps, other, count);
      return closeOne(deps, other);
    },
    disk: async () => bytesIn(dataFolder),
    recount: () => recount(deps, poll!),
    stop: close,
  });
}

function rewrite(dataFolder: string): number {
  const path = join(dataFolder, "rewritten.db");
  const db = new Database(join(dataFolder, "box.db"), { readonly: true });
  const from = performance.now();
  db.prepare("vacuum into ?").run(path);
  const seconds = (performance.now() - from) / 1000;
  db.close();
  rmSync(path);
  return seconds;
}

/** @returns seconds until its results are released and nothing of it is left in the box */
async function closeOne(deps: Deps, poll: string): Promise<number> {
  const from = performance.now();
  await beginClosing(deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(deps, KEEPER, poll);
  await readRelease(deps, poll);
  return (performance.now() - from) / 1000;
}

async function openOnePoll(deps: Deps, unit: string): Promise<string> {
  const round = await createRound(deps, KEEPER, {
    title: "测速",
    authority: "县委",
    setUp: "online",
    period: "近三年",
    openUntil: "",
    contactPhone: "",
    scheme: "political-ecology",
    forms: [{ instrument: INSTRUMENT, categories: BLOCKS, include: [] }],
  });
  await saveUnits(deps, KEEPER, round.id, [testUnit(unit, "县水利局党组", [MILLION, MILLION, MILLION])]);
  await sealRound(deps, KEEPER, round.id);
  const [row] = await deps.office.inTransaction((office) => office.polls(round.id));
  await openPoll(deps, KEEPER, row!.id);
  return row!.id;
}

/** Ballots as casting leaves them in the box; only their signatures are not made, which closing does not look at. */
async function fill(deps: Deps, poll: string, count: number): Promise<Filled> {
  const live = await deps.live.get(poll);
  const { form, check } = live.forms.get(INSTRUMENT)!;
  const random = seeded(2026);
  const kinds = Array.from({ length: KINDS }, () => check(simulatedAnswers(form, 0.8, random)));
  const signature = randomBytes(256);
  let answerBytes = 0;
  const one = (at: number) => {
    const checked = kinds[at % KINDS]!;
    const { keyId } = live.phoneKeys.get(keyOf(BLOCKS[at % BLOCKS.length]!, INSTRUMENT))!;
    const request = { message: randomBytes(32), signature, retry: randomBytes(16) };
    const rows = castRows(deps, keyId, randomBytes(32), request, checked);
    answerBytes += rows.ballot.answers.length;
    answerBytes += rows.texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    return deps.box.cast(rows);
  };
  for (let at = 0; at < count; at += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - at);
    await Promise.all(Array.from({ length: size }, (_, i) => one(at + i)));
  }
  return { answerBytes };
}

/** The fold of the closed file again, as `verify` does it after the signatures. */
async function recount(deps: Deps, poll: string): Promise<Recounted> {
  const readFrom = performance.now();
  let cells = 0;
  for await (const { answers } of deps.closed.ballots(poll))
    cells += (JSON.parse(answers) as unknown[]).length;
  const readSeconds = (performance.now() - readFrom) / 1000;
  if (cells === 0) throw new Error("nothing was read");
  const from = performance.now();
  const { forms } = await deps.closed.head(poll);
  const fold = foldBallots(forms[0]!.form, forms[0]!.digest);
  for await (const { block, answers } of deps.closed.ballots(poll))
    fold.add(block, JSON.parse(answers), "ticket");
  const ballots = fold.finish().blocks.reduce((sum, block) => sum + block.ballots, 0);
  return { seconds: (performance.now() - from) / 1000, readSeconds, ballots };
}

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

void main(process.argv[2]!, process.argv[3] ?? null);

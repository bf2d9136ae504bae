/** Sixty votes over HTTP in a known order, with known tickets and answers that tell the voters apart. */
import { createHash, randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileChecker } from "../../../server/core/definition/checker.ts";
import { canonicalJson } from "../../../server/core/definition/canonical.ts";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import { fromBase64Url } from "../../../server/core/ticket/bytes.ts";
import {
  cast,
  enter,
  enterLink,
  type Entry,
  loadForm,
  newRetry,
  redeem,
} from "../../../server/core/ticket/respondent.ts";
import { makeCode } from "../../../server/core/ticket/code.ts";
import { parseLink } from "../../../server/core/ticket/link-url.ts";
import type { PhonePort } from "../../../server/core/ticket/phone-port.ts";
import { parseTicket } from "../../../server/core/ticket/ticket-url.ts";
import { httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { readOpenLink } from "../../../server/services/open-link.ts";
import { backupDatabase } from "../../../server/store/postgres/backup-database.ts";
import { backup } from "../../../server/store/sqlite/backup.ts";
import { redeemBody } from "../../journeys/phone-client.ts";
import { startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";
import type { SeizedFile } from "./extractors.ts";
import { needlesOf, type Traces } from "./pairings.ts";
import { recordOutput } from "./record-output.ts";
import { seize } from "./seize.ts";
import { seizeDatabase } from "./seize-database.ts";

export const VOTERS = 60;
/** Choices that are enough to tell the voters apart. */
const VOTER_CHOICES = 3;
/** Numbers that tell polls apart: with a voter's they take up the first fourteen choices. */
const POLL_NUMBERS = 5 ** 11;

export interface AuditLine {
  readonly act: string;
  readonly atUtc: string;
}

export interface ScriptedPoll {
  readonly traces: Traces;
  /** The folder the server works on, while the poll is open; on PostgreSQL with the files of the database and its server. */
  readonly liveOpen: readonly SeizedFile[];
  /** `plumbline backup` with private keys, while the poll is open. */
  readonly backupOpen: readonly SeizedFile[];
  /** `plumbline backup` as it is by default, without private keys, while the poll is open. */
  readonly keylessOpen: readonly SeizedFile[];
  readonly liveClosed: readonly SeizedFile[];
  readonly backupClosed: readonly SeizedFile[];
  readonly keylessClosed: readonly SeizedFile[];
  readonly auditBefore: readonly AuditLine[];
  readonly auditOpen: readonly AuditLine[];
  readonly auditClosed: readonly AuditLine[];
  /** When each ballot was acknowledged. */
  readonly castAtMs: readonly number[];
}

/** @param source by which way all of them answer: with tickets, or through one open link */
export async function runScriptedPoll(source: Entry["source"] = "ticket"): Promise<ScriptedPoll> {
  const output = recordOutput();
  const server = await startTestServer(source === "open" ? OPEN : TICKETS);
  const copies = mkdtempSync(join(tmpdir(), "plumbline-seized-"));
  const pollId = server.polls.get("water")!;
  const seizeAll = (folder: string, as: string) => [...seize(folder, as), output.asFile()];
  const seizeLive = async (traces: Traces) => [
    ...(server.databaseUrl === null ? [] : await seizeDatabase(server.databaseUrl, needlesOf(traces))),
    ...seizeAll(server.dataFolder, ""),
  ];
  const copy = (name: string, privateKeys: boolean) =>
    server.databaseUrl === null
      ? backup(server.dataFolder, join(copies, name), { privateKeys })
      : backupDatabase(server.databaseUrl, join(copies, name), { privateKeys, isKept: true });
  try {
    const auditBefore = await auditOf(server);
    const { traces, castAtMs } = await voteInOrder(server, source);
    const liveOpen = await seizeLive(traces);
    const auditOpen = await auditOf(server);
    await copy("open", true);
    await copy("keyless-open", false);
    await beginClosing(server.deps, KEEPER, pollId, { second: source === "open" ? KEEPER : null });
    const { state } = await continueClosing(server.deps, KEEPER, pollId);
    if (state !== "closed") throw new Error(`the poll is ${state}`);
    await copy("closed", true);
    await copy("keyless-closed", false);
    return {
      traces,
      castAtMs,
      liveOpen,
      auditBefore,
      auditOpen,
      backupOpen: seizeAll(join(copies, "open"), "open/"),
      keylessOpen: seizeAll(join(copies, "keyless-open"), "open/"),
      liveClosed: await seizeLive(traces),
      backupClosed: seizeAll(join(copies, "closed"), "closed/"),
      keylessClosed: seizeAll(join(copies, "keyless-closed"), "closed/"),
      auditClosed: await auditOf(server),
    };
  } finally {
    output.stop();
    await server.stop();
    rmSync(copies, { recursive: true, force: true });
  }
}

const formOf = (categories: readonly string[]) => ({
  instrument: "leadership-team",
  categories,
  include: [],
});
const unit = testUnit("water", "县水利局党组", [0, 0, VOTERS]);
const TICKETS = { units: [unit], round: { forms: [formOf(["C"])] } };
const OUTSIDE = { id: "D", name: "服务对象", weight: "0", eligible: 0, isOutside: true };
const OPEN = {
  units: [{ ...unit, categories: [...unit.categories, OUTSIDE] }],
  round: { forms: [formOf(["C", "D"])], openCategories: ["D"] },
};

/** One way in for each voter. */
async function entrances(
  server: TestServer,
  port: PhonePort,
  source: Entry["source"],
): Promise<readonly (() => Promise<Entry>)[]> {
  if (source === "ticket") {
    const urls = await server.tickets("water", "C", VOTERS);
    return urls.map((url) => () => enter(port, parseTicket(url)));
  }
  const link = parseLink((await readOpenLink(server.deps, server.polls.get("water")!, "D")).url)!;
  return Array.from({ length: VOTERS }, () => () => enterLink(port, link, makeCode(randomBytes(16))));
}

async function voteInOrder(
  server: TestServer,
  source: Entry["source"],
): Promise<{ traces: Traces; castAtMs: number[] }> {
  const port = httpPort(server.address);
  const ways = await entrances(server, port, source);
  const traces = {
    ballots: [] as Buffer[],
    texts: [] as Buffer[],
    credentials: [] as Buffer[],
    tickets: [] as Buffer[],
  };
  const castAtMs: number[] = [];
  let form: FrozenForm | null = null;
  const poll = randomInt(POLL_NUMBERS);
  for (const [i, enterHere] of ways.entries()) {
    const entry = await enterHere();
    const [credential] = await redeem(port, entry);
    const { digest } = entry.forms[0]!;
    form ??= await loadForm(port, digest);
    const mark = randomBytes(12).toString("hex");
    const answers = answersOf(form, i, poll, mark);
    await cast(port, credential!, { digest, answers, retry: newRetry(port) });
    castAtMs.push(Date.now());
    traces.tickets.push(source === "open" ? seenAtSigning(entry) : redeemMark(entry));
    traces.credentials.push(Buffer.from(fromBase64Url(credential!.message)));
    traces.ballots.push(Buffer.from(canonicalJson(compileChecker(form)(answers).answers)));
    traces.texts.push(Buffer.from(mark));
  }
  return { traces, castAtMs };
}

/** What the roll keeps when a ticket is used. Everything random comes from the code, so the code gives it. */
function redeemMark(entry: Entry): Buffer {
  const hash = createHash("sha256");
  for (const [instrument, blinded] of Object.entries(redeemBody(entry).blinded)) {
    hash.update(`${instrument}\0`).update(fromBase64Url(blinded));
  }
  return hash.digest();
}

/** All that the server ever sees of who begins by an open link. */
const seenAtSigning = (entry: Entry): Buffer =>
  Buffer.from(fromBase64Url(Object.values(redeemBody(entry).blinded)[0]!));

/**
 * The voter's number in base 5 over the first choices, over the others one that no other poll has: a database server keeps what
 * others write in the same files, and their ballots would be taken for these. A text that gets longer from voter to voter.
 */
function answersOf(form: FrozenForm, voter: number, poll: number, mark: string): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  let rest = poll * 5 ** VOTER_CHOICES + voter;
  for (const leaf of form.leaves) {
    if (leaf.kind === "choice") {
      answers[leaf.question] = leaf.options[rest % 5]!.value;
      rest = Math.floor(rest / 5);
    } else if (leaf.kind === "text") {
      // Four bytes each: the longest leave their page and go on in pages of their own.
      answers[leaf.question] = `${mark}${"𠮷".repeat(4 * voter)}${mark}`;
    }
  }
  return answers;
}

async function auditOf({ deps }: TestServer): Promise<AuditLine[]> {
  const rows = await deps.office.inTransaction((office) => office.audit());
  return rows.map(({ act, atUtc }) => ({ act, atUtc }));
}

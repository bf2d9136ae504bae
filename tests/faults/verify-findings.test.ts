/** What a recount finds without the signed digest: one change at a time, everything else made to fit. */
import { generateKeyPairSync } from "node:crypto";
import { appendFileSync, copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verificationLines } from "../../server/exports/verification-report.ts";
import { canonicalJson } from "../../server/core/definition/canonical.ts";
import type { DifferenceCode } from "../../server/core/results/difference.ts";
import { foldBallots } from "../../server/core/tally/fold.ts";
import type { Verification } from "../../server/services/verify/verify.ts";
import type { AuditRow } from "../../server/store/office.ts";
import { differenceSentences } from "../../web/text/verify.ts";
import {
  type Anything,
  chainAnew,
  changeAudit,
  changeHead,
  changeJson,
  changeRows,
  closedPath,
  reseal,
} from "./spoil.ts";
import { closedRound, type ClosedRound, verifyFolder, verifyPlainly } from "./verify-kit.ts";

let round: ClosedRound;
beforeAll(async () => {
  round = await closedRound();
});
afterAll(() => round.dispose());

type Spoil = (folder: string, poll: string) => void;

const rows =
  (change: (db: Database.Database) => void): Spoil =>
  (folder, poll) => {
    changeRows(folder, poll, change);
    reseal(folder, poll);
  };
const head = (change: (head: Anything) => void): Spoil => rows((db) => changeHead(db, change));
const sql = (...statements: string[]): Spoil => rows((db) => statements.forEach((one) => db.exec(one)));
const office =
  (change: (extract: Anything) => void): Spoil =>
  (folder) =>
    changeJson(folder, "office.json", change);
const audit =
  (change: (rows: Anything[]) => AuditRow[]): Spoil =>
  (folder) =>
    changeAudit(folder, change);

const TEAM = "instrument = 'leadership-team'";
const FIRST = `tag = (select min(tag) from ballots where ${TEAM}) and ${TEAM}`;

const setAnswers = (change: (answers: Anything[]) => string): Spoil =>
  rows((db) => {
    const found = db.prepare<[], string>(`select answers from ballots where ${FIRST}`).pluck().get()!;
    db.prepare(`update ballots set answers = ? where ${FIRST}`).run(change(JSON.parse(found)));
  });

const strangeKey = (): string => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 3 });
  return publicKey.export({ format: "der", type: "spki" }).toString("base64url");
};

const cases: readonly (readonly [string, DifferenceCode, Spoil])[] = [
  [
    "a signature",
    "credential.signature",
    sql(
      "update credentials set signature = zeroblob(256) where message = (select min(message) from credentials)",
    ),
  ],
  [
    "a message",
    "credential.signature",
    sql(
      "update credentials set message = zeroblob(32) where message = (select min(message) from credentials)",
    ),
  ],
  [
    "a ballot brought in with a made-up credential",
    "credential.signature",
    sql(
      "insert into credentials select key_id, randomblob(32), signature from credentials limit 1",
      `insert into ballots select instrument, block, randomblob(16), answers from ballots where ${TEAM} limit 1`,
    ),
  ],
  [
    "a credential of a key that is not in the head",
    "credential.unknown-key",
    sql("insert into credentials select randomblob(32), message, signature from credentials limit 1"),
  ],
  [
    "a credential that is there twice",
    "credential.twice",
    sql(
      "create table other as select * from credentials",
      "drop table credentials",
      "create table credentials (key_id blob not null, message blob not null, signature blob not null) strict",
      "insert into credentials select * from other union all select * from (select * from other limit 1)",
      "drop table other",
    ),
  ],
  ["an answer", "tally", setAnswers((answers) => canonicalJson(answers.with(0, answers[0] === 0 ? 1 : 0)))],
  [
    "an answer that is no option",
    "ballot.answers",
    setAnswers((answers) => canonicalJson(answers.with(0, 99))),
  ],
  [
    "answers written in another way",
    "ballot.answers",
    setAnswers((answers) => JSON.stringify(answers, null, 1)),
  ],
  [
    "a ballot of no form",
    "ballot.answers",
    sql("insert into ballots values ('other', 'C', randomblob(16), '[]')"),
  ],
  ["a ballot taken away", "count.ballots", sql(`delete from ballots where ${FIRST}`)],
  [
    "a ballot moved to another block",
    "count.ballots",
    sql(`update ballots set block = case block when 'C' then 'A+B' else 'C' end where ${FIRST}`),
  ],
  [
    "a ballot and a credential taken away",
    "block.partition",
    sql(
      `delete from ballots where ${FIRST}`,
      "delete from credentials where message = (select min(message) from credentials)",
    ),
  ],
  ["a count of the tally", "tally", head((one) => (one.tally.forms[0].blocks[0].leaves[0].counts[0] += 1))],
  ["a source of the tally", "tally", head((one) => (one.tally.forms[0].blocks[0].bySource = { paper: 11 }))],
  [
    "the weight of a block",
    "block.partition",
    head((one) => (one.blocks["leadership-team"][0].weight = "90")),
  ],
  ["thresholds of the head", "closed.head", head((one) => (one.round.thresholds.block = 5))],
  ["the unit of the head", "closed.head", head((one) => (one.unit.categories[0].eligible += 1))],
  ["the word of a question", "form.digest", head((one) => (one.forms[0].form.leaves[0].title += "？"))],
  [
    "the price of an option",
    "form.digest",
    head((one) => (one.forms[0].form.leaves[0].options[0].points = "90")),
  ],
  [
    "an id of a key",
    "key.id",
    head(
      (one) => (one.keys[0].keyId = one.keys[0].keyId.replace(/^./, (c: string) => (c === "A" ? "B" : "A"))),
    ),
  ],
  ["a key with another exponent", "key.refused", head((one) => (one.keys[0].spki = strangeKey()))],
  ["a key in a block that was not planned", "key.place", head((one) => (one.keys[0].block = "Z"))],
  ["a second key for a block", "key.twice", head((one) => one.keys.push({ ...one.keys[0] }))],
  ["tickets that do not balance", "roll.balance", head((one) => (one.roll[0].minted += 1))],
  [
    "fewer tickets used than ballots",
    "count.tickets",
    head((one) => {
      one.roll[0].used -= 1;
      one.roll[0].voided += 1;
    }),
  ],
  [
    "a text brought in",
    "text.count",
    rows((db) => {
      const { form } = JSON.parse(db.prepare<[], string>("select json from meta").pluck().get()!).forms.find(
        (one: Anything) => one.form.instrument === "staff-questionnaire",
      );
      const leaf = form.leaves.find((one: Anything) => one.kind === "text");
      db.prepare("insert into texts values ('staff-questionnaire', ?, randomblob(16), '好')").run(leaf.id);
    }),
  ],
  [
    "a receipt with other letters",
    "receipt.malformed",
    sql(
      "update receipts set receipt = 'U' || substr(receipt, 2) where receipt = (select min(receipt) from receipts)",
    ),
  ],
  ["a receipt too many", "receipt.count", sql("insert into receipts values ('0123456789ABCDEF')")],
  ["a table brought in", "closed.damaged", sql("create table more (a text)")],
  ["a second head", "closed.damaged", sql("insert into meta values ('more', '{}')")],
  ["a head that is no head", "closed.unreadable", sql("update meta set json = '{}'")],
  [
    "a closed file that the office does not know",
    "closed.digest",
    (folder, poll) => changeRows(folder, poll, (db) => db.exec("delete from texts")),
  ],
  ["a closed file taken away", "closed.missing", (folder, poll) => rmSync(closedPath(folder, poll))],
  [
    "a closed file of a unit that the round does not have",
    "file.unknown",
    (folder, poll) => {
      copyFileSync(closedPath(folder, poll), closedPath(folder, "pghost"));
      office((extract) => extract.polls.push({ ...extract.polls[0], id: "pghost", unit: "nowhere" }))(
        folder,
        poll,
      );
    },
  ],
  [
    "a log beside a closed file",
    "file.unknown",
    (folder, poll) => writeFileSync(`${closedPath(folder, poll)}-wal`, ""),
  ],
  [
    "a judgement out of range",
    "score.refused",
    office((one) => (one.assessments.water.judgement.style.score = 101)),
  ],
  ["a judgement", "sheet.content", office((one) => (one.assessments.water.judgement.style.score = 99))],
  ["the scheme", "round.definition", office((one) => (one.frozen.scheme.scheme.deductionLimit = 1))],
  ["something more in the extract", "file.bytes", office((one) => (one.more = 1))],
  ["a line of the audit", "audit.chain", audit((lines) => ((lines[3].who = "x"), lines))],
  ["a line less in the audit", "audit.chain", audit((lines) => lines.toSpliced(2, 1))],
  [
    "a line too many in the audit",
    "audit.tail",
    audit((lines) => chainAnew([...lines, { ...lines[0], about: "other" }])),
  ],
  [
    "a closing that the audit does not tell of",
    "audit.state",
    audit((lines) => chainAnew(lines.filter((line) => line.act !== "poll.counted"))),
  ],
  [
    "a digest in the audit",
    "audit.digest",
    audit((lines) =>
      chainAnew(
        lines.map((line) => ({
          ...line,
          detail: line.detail.replace(/"digest":"\w+/, `"digest":"${"0".repeat(64)}`),
        })),
      ),
    ),
  ],
  [
    "a number of the sheet",
    "sheet.content",
    (folder) => changeJson(folder, "sheet.json", (sheet) => (sheet.units[0].score.printed = "100.00")),
  ],
  ["a line end after the sheet", "sheet.bytes", (folder) => appendFileSync(join(folder, "sheet.json"), "\n")],
];

describe("verify without a digest", () => {
  it.each(cases)("finds %s (%s)", async (_, code, spoil) => {
    const folder = round.copy();
    spoil(folder, round.polls.get("water")!);
    const verification = await verifyFolder(folder, null);
    expect(verification.differences.map((one) => one.code)).toContain(code);
    expect(verificationLines(verification)[0]).toMatch(/^不一致。.+。/);
    // Without the driver the same is found; only what the driver itself calls the damage may read otherwise.
    const named = ({ differences }: Verification) =>
      differences.map(({ code: found, unit }) => [found, unit]);
    expect(named(await verifyPlainly(folder, null))).toEqual(named(verification));
  });

  it("has a case for every difference there is", () => {
    const covered = new Set<string>(cases.map(([, code]) => code));
    const others = Object.keys(differenceSentences).filter((code) => !covered.has(code));
    // Documents and volumes lie around the evidence and have tests of their own: verify-documents.test.ts, volume.test.ts;
    // a round is destroyed in a data folder only: destruction.test.ts.
    expect(others.filter((code) => !code.startsWith("volume."))).toEqual([
      "round.destruction",
      "sheet.digest",
      "document.content",
      "document.unknown",
    ]);
  });

  it("calls a rewrite of everything consistent, and says what that means; the signed digest finds it", async () => {
    const folder = round.copy();
    const poll = round.polls.get("water")!;
    changeRows(folder, poll, (db) => rewriteAnswers(db));
    reseal(folder, poll);
    const { rounds, differences } = await verifyFolder(folder, null);
    expect(differences.map(({ code }) => code)).toEqual(["sheet.content"]);
    writeFileSync(join(folder, "sheet.json"), rounds[0]!.sheet!.text);
    const forged = await verifyFolder(folder, null);
    expect(forged.differences).toEqual([]);
    expect(verificationLines(forged).at(-1)).toContain("不能说明封存后没有被人整套改过");
    const bound = await verifyFolder(folder, round.digest);
    expect(bound.differences.map(({ code }) => code)).toEqual(["sheet.digest"]);
    expect(verificationLines(bound)[0]).toContain("不是签字表上的那一份");
    const honest = verificationLines(await verifyFolder(round.exported, round.digest));
    expect(honest.at(-1)).toContain("与签字表相符");
  });

  it("counts a tally of the first format the way it was counted", async () => {
    const folder = round.copy();
    const poll = round.polls.get("water")!;
    changeRows(folder, poll, (db) =>
      changeHead(db, (one) => {
        one.tally.formatVersion = 1;
        for (const block of one.tally.forms.flatMap(({ blocks }: Anything) => blocks)) {
          delete block.straightLined;
          delete block.identical;
        }
      }),
    );
    reseal(folder, poll);
    const { differences } = await verifyFolder(folder, null);
    expect(differences.map(({ code }) => code)).toEqual(["sheet.content"]);
  });

  it("compares the plan of a data folder with that of the closed file", async () => {
    const folder = `${round.copy()}-data`;
    cpSync(round.dataFolder, folder, { recursive: true });
    const db = new Database(join(folder, "office.db"));
    db.exec(
      "update polls set plan = replace(plan, '\"eligible\":10', '\"eligible\":11') where unit = 'water'",
    );
    db.close();
    const { differences } = await verifyFolder(folder, round.digest);
    expect(differences).toMatchObject([
      { code: "closed.head", facts: { part: "plan" }, unit: "县水利局党组" },
    ]);
  });

  it("reads a folder without touching it", async () => {
    const before = readFileSync(join(round.dataFolder, "office.db"));
    await verifyFolder(round.dataFolder, round.digest);
    expect(readFileSync(join(round.dataFolder, "office.db")).equals(before)).toBe(true);
  });
});

/** Every ballot of the first form praises: answers and tally are made to fit. */
function rewriteAnswers(db: Database.Database): void {
  const ballots = db
    .prepare<[], { tag: Buffer; block: string; answers: string }>(
      `select tag, block, answers from ballots where ${TEAM}`,
    )
    .all();
  changeHead(db, (one) => {
    const at = one.forms.findIndex(({ form }: Anything) => form.instrument === "leadership-team");
    const { form, digest } = one.forms[at];
    const fold = foldBallots(form, digest);
    for (const { tag, block, answers } of ballots) {
      const praise = JSON.parse(answers).map((answer: unknown, i: number) =>
        form.leaves[i].kind === "choice" ? 0 : answer,
      );
      fold.add(block, praise, "ticket");
      db.prepare("update ballots set answers = ? where tag = ?").run(canonicalJson(praise), tag);
    }
    one.tally.forms[at] = fold.finish();
  });
}

/** Random changes of a verification folder, each of which changes at least one byte of what was signed for. */
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import type { Random } from "../../server/cli/demo/simulated-answers.ts";
import { canonicalJson } from "../../server/core/definition/canonical.ts";
import {
  type Anything,
  chainAnew,
  changeAudit,
  changeHead,
  changeJson,
  changeRows,
  reseal,
} from "./spoil.ts";

/** What was done, for the message of a failed test. */
type Done = string;
type RandomSpoil = (folder: string, random: Random) => Done;

const below = (random: Random, n: number): number => Math.floor(random() * n);
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;
const closedNames = (folder: string): string[] => readdirSync(join(folder, "closed")).toSorted();

/** Changes one leaf of a JSON value, reached by a random walk. */
function changeLeaf(value: Anything, random: Random): Done {
  let place = value;
  let path = "";
  for (;;) {
    const keys = Object.keys(place);
    if (keys.length === 0) {
      if (Array.isArray(place)) place.push(0);
      else place.more = 0;
      return `${path} +`;
    }
    const key = pick(random, keys);
    path += `.${key}`;
    const next = place[key];
    if (typeof next === "object" && next !== null) {
      place = next;
      continue;
    }
    place[key] = otherThan(next, random);
    return path;
  }
}

function otherThan(value: unknown, random: Random): unknown {
  if (typeof value === "number") return value + (random() < 0.5 ? 1 : -1);
  if (typeof value === "boolean") return !value;
  if (typeof value === "string") {
    if (value === "" || random() < 0.3) return `${value}0`;
    const at = below(random, value.length);
    const letter = value[at] === "1" ? "2" : "1";
    return value.slice(0, at) + letter + value.slice(at + 1);
  }
  return 0;
}

const flipByte =
  (file: (folder: string, random: Random) => string): RandomSpoil =>
  (folder, random) => {
    const path = join(folder, file(folder, random));
    const bytes = readFileSync(path);
    const at = below(random, bytes.length);
    const bit = below(random, 8);
    bytes[at]! ^= 1 << bit;
    writeFileSync(path, bytes);
    return `${path} byte ${at} bit ${bit}`;
  };

const anyClosed = (folder: string, random: Random): string =>
  join("closed", pick(random, closedNames(folder)));

const cutClosed: RandomSpoil = (folder, random) => {
  const path = join(folder, anyClosed(folder, random));
  const bytes = readFileSync(path);
  if (random() < 0.5) writeFileSync(path, Buffer.concat([bytes, Buffer.alloc(1 + below(random, 5000))]));
  else truncateSync(path, below(random, bytes.length));
  return `${path} length`;
};

const shuffleClosed: RandomSpoil = (folder, random) => {
  const [a, b] = closedNames(folder).map((name) => join(folder, "closed", name));
  const kind = below(random, 3);
  if (kind === 0) rmSync(pick(random, [a!, b!]));
  else if (kind === 1) cpSync(a!, b!);
  else writeFileSync(join(folder, "closed", pick(random, ["x.db", "p.db-journal"])), "");
  return `closed files ${kind}`;
};

const ROW_CHANGES: readonly ((db: Database.Database, random: Random) => Done)[] = [
  (db, random) => {
    const row = pick(random, db.prepare<[], Anything>("select * from ballots").all());
    const answers = JSON.parse(row.answers);
    const done = changeLeaf(answers, random);
    db.prepare("update ballots set answers = ? where tag = ? and instrument = ?").run(
      canonicalJson(answers),
      row.tag,
      row.instrument,
    );
    return `answers ${done}`;
  },
  ...["ballots", "credentials", "receipts"].map((table) => (db: Database.Database, random: Random) => {
    const rows = db.prepare<[], Anything>(`select * from ${table}`).all();
    const [column, value] = pick(random, Object.entries(pick(random, rows)));
    db.prepare(`delete from ${table} where ${column} = ?`).run(value);
    return `delete from ${table} by ${column}`;
  }),
  ...[
    "update ballots set tag = randomblob(16) where tag = (select tag from ballots order by random() limit 1)",
    "update ballots set block = 'Z' where tag = (select tag from ballots order by random() limit 1)",
    "insert into ballots select instrument, block, randomblob(16), answers from ballots order by random() limit 1",
    "insert into credentials select key_id, randomblob(32), signature from credentials order by random() limit 1",
    "update credentials set signature = randomblob(256) where message = (select message from credentials order by random() limit 1)",
    "update credentials set key_id = randomblob(32) where message = (select message from credentials order by random() limit 1)",
    "update credentials set message = randomblob(32) where message = (select message from credentials order by random() limit 1)",
    "insert into receipts values (substr('0123456789ABCDEFGHJK', 1 + abs(random() % 4), 16))",
    "insert into texts values ('staff-questionnaire', 'q', randomblob(16), '写')",
    "create table more (a text)",
    "create index more on ballots (answers)",
    "pragma user_version = 0",
    "pragma page_size = 8192; vacuum",
  ].map((statement) => (db: Database.Database) => {
    db.exec(statement);
    return statement;
  }),
  (db, random) => {
    let done = "";
    changeHead(db, (head) => (done = changeLeaf(head, random)));
    return `head ${done}`;
  },
];

/** With and without making the office's digests and the audit fit. */
const changeClosedRows: RandomSpoil = (folder, random) => {
  const poll = pick(random, closedNames(folder)).slice(0, -".db".length);
  let done = "";
  changeRows(folder, poll, (db) => (done = pick(random, [...ROW_CHANGES, ROW_CHANGES.at(-1)!])(db, random)));
  if (random() < 0.7) {
    reseal(folder, poll);
    done += ", resealed";
  }
  return done;
};

const changeSheet: RandomSpoil = (folder, random) => {
  if (random() < 0.1) {
    writeFileSync(join(folder, "sheet.json"), `${readFileSync(join(folder, "sheet.json"), "utf8")} `);
    return "sheet, a space";
  }
  let done = "";
  changeJson(folder, "sheet.json", (sheet) => (done = changeLeaf(sheet, random)));
  return `sheet ${done}`;
};

const changeAuditLines: RandomSpoil = (folder, random) => {
  const isChained = random() < 0.6;
  const kind = below(random, 5);
  changeAudit(folder, (rows) => {
    const at = below(random, rows.length);
    const to = (at + 1 + below(random, rows.length - 1)) % rows.length;
    if (kind === 0) changeLeaf(rows[at], random);
    else if (kind === 1) rows.splice(at, 1);
    else if (kind === 2) [rows[at], rows[to]] = [rows[to], rows[at]];
    else if (kind === 3) rows.splice(at, 0, { ...rows[to], who: "x" });
    else rows.length = at;
    // A changed digest or sequence alone is mended by chaining anew: then there is nothing to find.
    return isChained && kind !== 0 ? chainAnew(rows) : rows;
  });
  return `audit ${kind}${isChained ? ", chained anew" : ""}`;
};

const changeOffice: RandomSpoil = (folder, random) => {
  let done = "";
  changeJson(folder, "office.json", (office) => (done = changeLeaf(office, random)));
  return `office ${done}`;
};

/** Each with its share. */
const SPOILS: readonly RandomSpoil[] = [
  flipByte(anyClosed),
  flipByte(anyClosed),
  flipByte(() => "sheet.json"),
  flipByte(() => "audit.json"),
  cutClosed,
  shuffleClosed,
  changeClosedRows,
  changeClosedRows,
  changeClosedRows,
  changeClosedRows,
  changeSheet,
  changeAuditLines,
  changeAuditLines,
  changeOffice,
];

export const spoilAtRandom: RandomSpoil = (folder, random) => pick(random, SPOILS)(folder, random);

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { canonicalJson } from "../../core/definition/canonical.ts";
import { isProblem, Problem } from "../../core/problem.ts";
import type { ClosedBallot, ClosedFiles, ClosedHead, ClosedText, CredentialRow } from "../closed.ts";
import { miscount, placeKey } from "../closed-counts.ts";
import { CLOSED_APPLICATION_ID, CLOSED_TABLES, CLOSED_VERSION } from "../sqlite/closed-schema.ts";
import { BrokenImage, openImage, rowsOf, type SqliteImage, tablesOf } from "./sqlite-image.ts";
import type { SqliteValue } from "./sqlite-record.ts";

type Row = readonly SqliteValue[];
const POLL_ID = /^[\p{L}\p{N}_-]+$/u;

/**
 * Closed files read without a database driver, so that a recount needs nothing but Node. It finds what the driver
 * finds; each call reads its file anew.
 */
export class PlainClosedFiles implements Pick<
  ClosedFiles,
  "check" | "digest" | "head" | "ballots" | "credentials" | "texts" | "receipts"
> {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async digest(poll: string): Promise<string> {
    return createHash("sha256").update(this.#bytes(poll)).digest("hex");
  }

  async head(poll: string): Promise<ClosedHead> {
    const [row] = [...this.#rows(poll, "meta")].filter(([name]) => name === "head");
    return JSON.parse(String(row?.[1] ?? "null")) as ClosedHead;
  }

  async check(poll: string): Promise<{ readonly digest: string }> {
    const reason = this.#refusingBroken(poll, () => strangeFile(this.#image(poll)));
    if (reason) throw this.#damaged(poll, reason);
    return { digest: await this.digest(poll) };
  }

  async *credentials(poll: string): AsyncIterable<CredentialRow> {
    for (const [keyId, message, signature] of this.#rows(poll, "credentials")) {
      yield { keyId: blob(keyId), message: blob(message), signature: blob(signature) };
    }
  }

  async *ballots(poll: string): AsyncIterable<ClosedBallot> {
    for (const [instrument, block, tag, answers] of this.#rows(poll, "ballots")) {
      yield {
        instrument: String(instrument),
        block: String(block),
        tag: blob(tag),
        answers: String(answers),
      };
    }
  }

  async *texts(poll: string): AsyncIterable<ClosedText> {
    for (const [instrument, question, tag, text] of this.#rows(poll, "texts")) {
      yield {
        instrument: String(instrument),
        question: String(question),
        tag: blob(tag),
        text: String(text),
      };
    }
  }

  async receipts(poll: string): Promise<readonly string[]> {
    return [...this.#rows(poll, "receipts")].map(([receipt]) => String(receipt));
  }

  #rows(poll: string, table: string): readonly Row[] {
    return this.#refusingBroken(poll, () => rowsOfTable(this.#image(poll), table));
  }

  /** @throws Problem store.damaged, store.newer-version */
  #image(poll: string): SqliteImage {
    const image = openImage(this.#bytes(poll));
    if (image.applicationId !== CLOSED_APPLICATION_ID) throw this.#damaged(poll, "wrong-file");
    const { userVersion: found } = image;
    if (found > CLOSED_VERSION) {
      throw new Problem("store.newer-version", { file: `${poll}.db`, found, known: CLOSED_VERSION });
    }
    return image;
  }

  #bytes(poll: string): Buffer {
    if (!POLL_ID.test(poll)) throw new Problem("poll.unknown", {});
    const path = join(this.#folder, `${poll}.db`);
    if (!existsSync(path)) throw new Problem("store.damaged", { file: basename(path), reason: "missing" });
    return readFileSync(path);
  }

  #refusingBroken<T>(poll: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (isProblem(error)) throw error;
      const reason =
        error instanceof BrokenImage && error.message === "not-a-database"
          ? error.message
          : "integrity-check";
      throw this.#damaged(poll, reason);
    }
  }

  #damaged(poll: string, reason: string): Problem {
    return new Problem("store.damaged", { file: `${poll}.db`, reason });
  }
}

const blob = (value: SqliteValue | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array();

function rowsOfTable(image: SqliteImage, table: string): readonly Row[] {
  const known = tablesOf(image).find(({ name }) => name === table);
  return known ? [...rowsOf(image, known.root)] : [];
}

/** Broken order, a page that belongs to nothing, a table or head that the product did not make, rows that do not add up. */
function strangeFile(image: SqliteImage): string | null {
  const seen = new Set<number>();
  const tables = tablesOf(image, seen);
  const rows = new Map(tables.map(({ name, root }) => [name, [...rowsOf(image, root, seen)]]));
  if (seen.size + image.freePages !== image.pages) return "integrity-check";
  for (const { name, keys } of SHAPES) {
    if (!isAscending((rows.get(name) ?? []).map((row) => row.slice(0, keys)))) return "integrity-check";
  }
  const found = tables.map(({ type, name, sql }) => JSON.stringify([type, name, sql]));
  const wanted = SHAPES.map(({ name, sql }) => JSON.stringify(["table", name, sql]));
  if (JSON.stringify(found.toSorted()) !== JSON.stringify(wanted.toSorted())) return "tables";
  const [head, second] = rows.get("meta") ?? [];
  if (head?.[0] !== "head" || second) return "meta";
  const read = JSON.parse(String(head[1])) as ClosedHead;
  if (canonicalJson(read) !== head[1]) return "head is not canonical";
  return miscount(
    {
      ballots: countBy(rows.get("ballots"), ([instrument, block]) =>
        placeKey(String(instrument), String(block)),
      ),
      credentials: countBy(rows.get("credentials"), ([keyId]) =>
        Buffer.from(blob(keyId)).toString("base64url"),
      ),
      receipts: rows.get("receipts")?.length ?? 0,
    },
    read,
  );
}

/** Name, number of key columns and text of each table as SQLite keeps it. */
const SHAPES = CLOSED_TABLES.map((sql) => ({
  name: /^create table (\w+)/.exec(sql)?.[1] ?? "",
  keys: /primary key \(([^)]+)\)/.exec(sql)?.[1]?.split(",").length ?? 1,
  sql: sql.replace(/^create table/, "CREATE TABLE"),
}));

function countBy(rows: readonly Row[] | undefined, keyOf: (row: Row) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows ?? []) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

/** Keys of texts and bytes, column by column, none twice. */
function isAscending(keys: readonly Row[]): boolean {
  return keys.every((key, at) => {
    const before = keys[at - 1];
    if (!before) return true;
    for (const [column, value] of key.entries()) {
      const order = Buffer.compare(bytesOfKey(before[column]), bytesOfKey(value));
      if (order !== 0) return order < 0;
    }
    return false;
  });
}

const bytesOfKey = (value: SqliteValue | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : Buffer.from(String(value), "utf8");

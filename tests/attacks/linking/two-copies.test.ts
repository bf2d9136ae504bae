/**
 * What comparing two copies with keys of one open poll gives, measured: each copy by itself pairs nothing, but whoever has both,
 * and the codes, sees which ballots came in between. `docs/storage.md` says so.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";
import { copyStores } from "../../journeys/stores-of-test.ts";

let server: TestServer;
let copies: string;

beforeAll(async () => {
  const form = { instrument: "leadership-team", categories: ["C"], include: [] };
  server = await startTestServer({
    units: [testUnit("water", "县水利局党组", [0, 0, 30])],
    round: { forms: [form] },
  });
  copies = mkdtempSync(join(tmpdir(), "plumbline-copies-"));
});
afterAll(async () => {
  await server.stop();
  rmSync(copies, { recursive: true, force: true });
});

async function voteAndCopy(voters: number, name: string, privateKeys: boolean): Promise<void> {
  const urls = await server.tickets("water", "C", voters);
  const people = urls.map((url) => ({ url, climate: 0.8 }));
  await answerAll(httpPort(server.address), people, seeded(voters), () => {});
  await copyStores(server, join(copies, name), { privateKeys });
}

function rowsIn(name: string, column: string, table: string): Set<string> {
  const db = new Database(join(copies, name, "box.db"), { readonly: true });
  const rows = db.prepare<[], Buffer>(`select ${column} from ${table}`).pluck().all();
  db.close();
  return new Set(rows.map((row) => row.toString("hex")));
}

const newBetween = (first: string, second: string, column: string, table: string): number => {
  const before = rowsIn(first, column, table);
  return [...rowsIn(second, column, table)].filter((row) => !before.has(row)).length;
};

describe("two copies of one open poll", () => {
  it("show no ballot without its keys", async () => {
    await voteAndCopy(3, "plain", false);
    const tables = [rowsIn("plain", "nullifier", "spent"), rowsIn("plain", "tag", "ballots")];
    expect(tables.map(({ size }) => size)).toEqual([0, 0]);
  });

  it("hide a ballot only among those cast between them", async () => {
    await voteAndCopy(12, "first", true);
    await voteAndCopy(1, "second", true);
    await voteAndCopy(9, "third", true);
    const between = (first: string, second: string) => [
      newBetween(first, second, "nullifier", "spent"),
      newBetween(first, second, "tag", "ballots"),
    ];
    expect(between("first", "second")).toEqual([1, 1]);
    expect(between("second", "third")).toEqual([9, 9]);
  });
});

/** P3: nothing about the caller of a phone's request is stored or logged. @source anonymity.md §4 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServices } from "../../server/compose.ts";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import type { PhonePort } from "../../server/core/ticket/phone-port.ts";
import { cast, enter, isCast, loadForm, newRetry, redeem } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { createRound } from "../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { isPostgresAbsent, temporaryDatabase } from "../../server/store/postgres/temporary-postgres.ts";
import { CHANGE_FILES, TABLE_FILES } from "../attacks/linking/postgres-extractors.ts";
import { seizeDatabase } from "../attacks/linking/seize-database.ts";
import { testUnit } from "./start-server.ts";
import { BUILT_SERVER } from "./built-server.ts";
import { freePort } from "./free-port.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PEOPLE = 56;
/** What all canaries of this run begin with; other tests have theirs, on the same server of a database. */
const MARK = `canary-${randomBytes(4).toString("hex")}-`;
/** A name of the round, put into the office store the way an office does: the search has to find it. */
const PLANTED = `planted-${randomBytes(8).toString("hex")}`;

let folder: string;
/** Null where the folder has all stores. */
let database: Awaited<ReturnType<typeof temporaryDatabase>> | null;
let urls: readonly string[];
let server: ChildProcess;
let address: string;
let printed = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-test-"));
  database = isPostgresAbsent ? null : await temporaryDatabase();
  urls = await prepare();
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  server = spawn(process.execPath, BUILT_SERVER, {
    cwd: ROOT,
    env: {
      ...process.env,
      PLUMBLINE_DATA: folder,
      DATABASE_URL: database?.url ?? "",
      PORT: String(port),
      PLUMBLINE_HOST: "127.0.0.1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ready = new Promise<void>((resolve, reject) => {
    server.once("exit", () => reject(new Error(printed)));
    const note = (chunk: Buffer) => {
      printed += chunk.toString("utf8");
      if (printed.includes(`:${port}`)) resolve();
    };
    server.stdout!.on("data", note);
    server.stderr!.on("data", note);
  });
  await ready;
});
afterAll(async () => {
  server?.kill("SIGKILL");
  await database?.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** A sealed and open poll with tickets in the stores, before the server under test starts. */
async function prepare(): Promise<readonly string[]> {
  const services = await openServices({
    dataFolder: folder,
    databaseUrl: database?.url ?? null,
    address: null,
  });
  try {
    const deps: Deps = { ...services.deps, address: "http://vote.example" };
    const round = await createRound(deps, KEEPER, {
      title: PLANTED,
      authority: "县委",
      setUp: "onsite",
      period: "近三年",
      openUntil: "",
      contactPhone: "",
      scheme: "political-ecology",
      forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
    });
    await saveUnits(deps, KEEPER, round.id, [testUnit("water", "县水利局党组", [5, 10, 30])]);
    await sealRound(deps, KEEPER, round.id);
    const [poll] = await deps.office.inTransaction((office) => office.polls(round.id));
    await openPoll(deps, KEEPER, poll!.id);
    const sheet = await mintTickets(deps, KEEPER, poll!.id, "C", { count: PEOPLE, voidUnused: false });
    return sheet.urls;
  } finally {
    await services.close();
  }
}

const canaries: string[] = [];
let requests = 0;
function canary(place: string): string {
  const made = `${MARK}${place}-${randomBytes(8).toString("hex")}`;
  canaries.push(made);
  return made;
}

/** A phone that leaves its marks wherever a request has room for them. */
const markedPort: PhonePort = {
  seals: true,
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
  fetch: (path, { method, headers, body }) => {
    requests += 1;
    return fetch(`${address}${path}?openid=${canary("query")}`, {
      method,
      headers: {
        ...headers,
        "user-agent": canary("agent"),
        referer: `http://${canary("referer")}.example/`,
        "x-forwarded-for": canary("forwarded"),
        "x-real-ip": canary("real"),
        forwarded: `for=${canary("rfc7239")}`,
        cookie: `plumbline=${canary("cookie")}; id=${canary("id")}`,
        "accept-language": canary("language"),
        authorization: `Bearer ${canary("bearer")}`,
        origin: `http://${canary("origin")}.example`,
      },
      ...(body !== undefined && { body }),
    });
  },
};

/**
 * Every file of the data folder and of the database, what its server has in its logs, and everything printed, as bytes: text
 * in any of them is found as UTF-8 or UTF-16.
 */
async function traces(): Promise<Map<string, Buffer>> {
  const found = new Map([["stdout and stderr", Buffer.from(printed)]]);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) found.set(entry.name, await readFile(join(entry.parentPath, entry.name)));
  }
  if (database !== null)
    for (const { name, bytes } of await seizeDatabase(database.url, [Buffer.alloc(0)]))
      found.set(name, Buffer.from(bytes));
  return found;
}

const isShared = (name: string): boolean =>
  name === "stdout and stderr" || name === "server.log" || name.startsWith(CHANGE_FILES);

const hits = (files: ReadonlyMap<string, Buffer>, text: string): string[] =>
  [...files].flatMap(([name, bytes]) =>
    bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le")) ? [name] : [],
  );

describe("500 requests that carry canaries everywhere", () => {
  beforeAll(async () => {
    for (const url of urls) {
      const entry = await enter(markedPort, parseTicket(url));
      const [credential] = await redeem(markedPort, entry);
      const { digest } = entry.forms[0]!;
      const form = await loadForm(markedPort, digest);
      const ballot = { digest, answers: simulatedAnswers(form, 0.9, seeded(5)), retry: newRetry(markedPort) };
      await cast(markedPort, credential!, ballot);
      expect(await isCast(markedPort, credential!)).toBe(true);
      // Refusals leave no trace either: an unknown ticket, a body that is none, a ballot that is not valid.
      const post = { method: "POST" as const, headers: { "content-type": "application/json" } };
      await markedPort.fetch("/api/entry", { ...post, body: JSON.stringify({ h: "A".repeat(43) }) });
      await markedPort.fetch("/api/redeem", { ...post, body: `{"${canary("body")}":` });
      await markedPort.fetch("/api/ballots", { ...post, body: JSON.stringify({ poll: canary("poll") }) });
      await markedPort.fetch(`/v/${canary("path")}`, { method: "GET", headers: {} });
    }
    await markedPort.fetch("/api/polls/%E0%A4%A", { method: "GET", headers: {} });
  });

  it("leave none in any file, in the logs or on the terminal", async () => {
    expect(requests).toBeGreaterThanOrEqual(500);
    expect(canaries.length).toBeGreaterThan(5_000);
    const files = await traces();
    const names = [...files.keys()];
    if (database === null)
      for (const name of ["box.db", "roll.db", "office.db", "box.db-wal", "roll.db-wal"])
        expect(names).toContain(name);
    else for (const place of [TABLE_FILES, CHANGE_FILES]) expect(names.join()).toContain(place);
    for (const [name, bytes] of files) {
      // One pass for what all canaries have in common.
      const text = bytes.toString("latin1");
      expect(text.includes(MARK), name).toBe(false);
      expect(text.includes(Buffer.from(MARK, "utf16le").toString("latin1")), name).toBe(false);
      // The callers' own address stands in no file: the poll's is another one. Other tests share the database server's logs.
      if (!isShared(name)) expect(text.includes("127.0.0.1"), name).toBe(false);
    }
    expect(
      canaries.filter((one) => hits(new Map([["printed", Buffer.from(printed)]]), one).length > 0),
    ).toEqual([]);
  });

  it("and the search finds what the office itself wrote into its store", async () => {
    const store = database === null ? "office.db" : TABLE_FILES;
    expect(hits(await traces(), PLANTED).some((name) => name.startsWith(store))).toBe(true);
  });

  it("and nothing is printed for them at all", () => {
    expect(printed).not.toMatch(/fault|POST|GET|\/api\//);
  });
});

/**
 * Bodies sent to every call of both interfaces, made after the call's own shape and spoilt: each is answered below 500
 * and without anything of the program in it, no fault is reported, no line of the process holds what was sent, what is
 * refused changes no row of a store, and what was taken can be opened again and recounted.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { openServices } from "../../../server/compose.ts";
import { STATUS } from "../../../server/http/status.ts";
import { rounds } from "../long-form.ts";
import { SEED } from "../../fixed-seed.ts";
import { verifyFolder } from "../verify-kit.ts";
import { type Call, CANARY, FuzzedInstallation, PEOPLE } from "./fuzzed-installation.ts";
import { type Known, shaped } from "./shaped.ts";
import { spoiltBytes, spoiltOf, spoiltText } from "./spoilt.ts";

const CASES = rounds(1_000, 2_000);
/** The server's clock goes on by a second after so many requests: nobody is signed out, and limits per minute hold. */
const REQUESTS_PER_SECOND = 100;
/** So many answers in a row that took nothing are followed by a look at the stores. */
const UNCHANGED_TOGETHER = 20;

const JSON_TYPE = "application/json";
const TYPES = [...Array.from({ length: 14 }, () => JSON_TYPE), "text/plain", ""];
const QUERIES = [
  "",
  "",
  "",
  "?term=15",
  "?term=x&term=15",
  "?size=A3",
  "?parent=water",
  "?%00=%ff",
  "?year=1e9",
];

/** What the call takes, what it nearly takes, and what another one would. */
function bodyOf(call: Call, installation: FuzzedInstallation): fc.Arbitrary<string | Uint8Array> {
  const { known, files, phoneBodies } = installation;
  const json = (value: fc.Arbitrary<unknown>) => value.map((one) => JSON.stringify(one) ?? "");
  const strange = spoiltText([...phoneBodies.values()].flat());
  if (call.shape) {
    const right = shaped(call.shape, known as Known);
    return fc.oneof(
      { weight: 4, arbitrary: json(right) },
      { weight: 4, arbitrary: json(spoiltOf(right)) },
      { weight: 1, arbitrary: strange },
    );
  }
  const sent = phoneBodies.get(call.path);
  if (sent) {
    const real = json(fc.constantFrom(...sent));
    return fc.oneof({ weight: 1, arbitrary: real }, { weight: 5, arbitrary: spoiltText(sent) }, strange);
  }
  const file = fc.constantFrom(...files);
  return fc.oneof({ weight: 2, arbitrary: file }, { weight: 4, arbitrary: spoiltBytes(files) }, strange);
}

const requestTo = (call: Call, installation: FuzzedInstallation) =>
  fc.record({
    call: fc.constant(call),
    as: fc.oneof({ weight: 8, arbitrary: fc.constant("clerk" as const) }, fc.constantFrom(...PEOPLE)),
    picks: fc.array(fc.nat(9_999), { minLength: 4, maxLength: 4 }),
    query: fc.constantFrom(...QUERIES),
    body: bodyOf(call, installation),
    type: fc.constantFrom(...TYPES),
    isElsewhere: fc.nat(30).map((at) => at === 0),
    waits: fc.boolean(),
  });

function requests(installation: FuzzedInstallation) {
  const changing = installation.calls.filter(({ method, isCostly }) => method !== "GET" && !isCostly);
  const asking = installation.calls.filter(({ method, isCostly }) => method === "GET" && !isCostly);
  const costly = installation.calls.filter(({ isCostly }) => isCostly);
  const to = (calls: readonly Call[]) => fc.oneof(...calls.map((call) => requestTo(call, installation)));
  return fc.oneof(
    { weight: 30, arbitrary: to(changing) },
    { weight: 5, arbitrary: to(asking) },
    { weight: 1, arbitrary: to(costly) },
  );
}

/** Below 500 or busy; a refusal is one of the catalogue and tells nothing of the program. */
function expectHonest(
  told: string,
  { status, text }: { status: number; text: string },
  faults: string[],
): void {
  // Busy is an honest answer: the thread that checks definitions has a queue of its own.
  if ((status >= 500 && status !== 503) || faults.length > 0)
    throw new Error(`${told} → ${status} ${faults.splice(0).join("\n")}`);
  if (status < 400) return;
  const { code, facts } = JSON.parse(text) as { code: string; facts: unknown };
  if (!(code in STATUS) || typeof facts !== "object" || /node_modules|\.[mt]?[jt]s:\d|\n\s+at /.test(text))
    throw new Error(`${told} → ${status} ${text}`);
}

/** How many answers there were of each status, and how often the stores were compared. */
async function fuzz(installation: FuzzedInstallation, seed: number) {
  const statuses = new Map<number, number>();
  const accepted = new Set<string>();
  let state = installation.state();
  let [sent, unchanged, compared] = [0, 0, 0];
  const one = fc.asyncProperty(requests(installation), async ({ call, as, waits, ...request }) => {
    sent += 1;
    if (sent % REQUESTS_PER_SECOND === 0) {
      installation.pass(1);
      await nextTurn();
    }
    const { picks, query, type, isElsewhere, body } = request;
    const address = installation.addressOf(call, picks, query);
    const headers = { "content-type": type, ...(isElsewhere && { origin: "http://elsewhere.test" }) };
    const answer = await installation.send(call, as, { address, headers, body });
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    expectHonest(`${call.method} ${call.path} by ${as}`, answer, installation.faults);
    // Wrong passwords make the next ones wait; half of the time that wait is over at once.
    if (waits && answer.text.includes('"waitSeconds"')) installation.pass(61);
    if (answer.status < 400) accepted.add(`${call.method} ${call.path}`);
    unchanged = answer.mayHaveChanged ? 0 : unchanged + 1;
    if (unchanged === 0) state = installation.state();
    if (unchanged < UNCHANGED_TOGETHER) return;
    expect(installation.state()).toEqual(state);
    compared += 1;
    unchanged = 0;
  });
  await fc.assert(one, { seed, numRuns: CASES, endOnFailure: true });
  return { statuses, accepted, compared };
}

/** Started as after a power cut and recounted, the record's chain with it. */
async function expectWhole(dataFolder: string): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), "plumbline-fuzzed-"));
  try {
    cpSync(dataFolder, copy, { recursive: true });
    rmSync(join(copy, "lock.db"), { force: true });
    await (await openServices({ dataFolder: copy, address: null })).close();
    expect((await verifyFolder(copy, null)).differences).toEqual([]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * Each installation begins anew, because acts end things: polls are voided, rounds are sealed. Each has a seed of its own, so
 * that a run that was broken off goes on where it stopped (`-t "installation (3[1-9]|4[0-9]|50):"`).
 */
const INSTALLATIONS = Array.from({ length: rounds(1, 50) }, (_, at) => at + 1);

describe("a spoilt body", () => {
  it.each(INSTALLATIONS)(
    "installation %i: is answered, never as a fault; what is refused changes nothing and is printed nowhere",
    async (which) => {
      const printed: string[] = [];
      const installation = await FuzzedInstallation.open();
      try {
        const write = (text: unknown) => printed.push(String(text)) > 0;
        vi.spyOn(process.stdout, "write").mockImplementation(write);
        vi.spyOn(process.stderr, "write").mockImplementation(write);
        const { statuses, accepted, compared } = await fuzz(installation, SEED + which - 1);
        vi.restoreAllMocks();
        process.stdout.write(`${JSON.stringify([...statuses].toSorted())} ${accepted.size} calls took one\n`);
        expect(compared).toBeGreaterThan(1);
        expect(accepted.size).toBeGreaterThan(30);
        expect(printed.join("")).not.toContain(CANARY);
        expect(Object.keys(Object.prototype)).toEqual([]);
        await expectWhole(installation.server.dataFolder);
      } finally {
        vi.restoreAllMocks();
        await installation.server.stop();
        rmSync(`${installation.server.dataFolder}-backups`, { recursive: true, force: true });
      }
    },
  );
});

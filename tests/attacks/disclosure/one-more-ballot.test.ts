/**
 * P10 on every call there is: until the fifth person has answered, no role is told anything that it was not told before the
 * first. @source anonymity.md §5 R8
 */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { createApp } from "../../../server/http/app.ts";
import type { CastRows } from "../../../server/store/box.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { startTestServer, type TestServer, testUnit } from "../../journeys/start-server.ts";
import { groupOf, READERS } from "./twin-round.ts";

/** Free space in tenths of a gigabyte moves with whatever else the machine does. */
const OF_THE_MACHINE = /\{"check":"disk"[^}]*\}/;
/** The office's own file grows while sessions are used and lines are written; respondents write nothing into it. */
const OF_THE_OFFICE = /\{"name":"office\.db","bytes":\d+/;

let server: TestServer;
let calls: readonly string[];
let urls: readonly string[];
const clients = new Map<string, OfficeClient>();
beforeAll(async () => {
  server = await startTestServer();
  const { routes } = createApp({
    deps: server.deps,
    pages: new Map(),
    exportsFolder: server.dataFolder,
    onFault: () => {},
  });
  const paths = routes.filter(({ method, path }) => method === "GET" && path.startsWith("/api/office/"));
  calls = [...new Set(paths.map(({ path }) => path))];
  for (const role of READERS)
    clients.set(role, await OfficeClient.signIn(server, `读者${role}`, role, groupOf(role)));
  clients.set("second", await OfficeClient.signIn(server, "第二人"));
  urls = await server.tickets("water", "C", 30);
});
afterAll(() => server.stop());

const placed = (call: string): string =>
  call
    .replace(":round", server.round)
    .replace(":unit", "water")
    .replace(":poll", server.polls.get("water")!)
    .replace(":batch", "C")
    .replace(":form", "leadership-team")
    .replace(":version", "1")
    .replace(":size", "A4")
    .replace(":file", "roll-sheet.json")
    .replaceAll(/:\w+/g, "0000");

/** Acts that answer with something while a poll is open, or refuse; the two that take two people are the office's and the group's. */
const posted = (): readonly (readonly [call: string, body: unknown, takesTwo?: true])[] => [
  ["POST /polls/:poll/tickets", { batch: "C", spare: 0 }],
  ["POST /polls/:poll/exchange", { ticket: "0000-0000-0000-0000-0000" }, true],
  ["POST /polls/:poll/reprint", { batch: "C", spare: 0 }, true],
  ["PUT /polls/:poll/roll-sheet", ROLL_SHEET, true],
  ["POST /polls/:poll/meeting/pack", { spare: 0 }],
  ["POST /rounds/:round/trials", {}],
  ["POST /rounds/:round/units/:unit/recount", {}],
  ["POST /rounds/:round/units/:unit/review", { step: "judged" }],
  ["POST /rounds/:round/assessments/preview", "单位\n县水利局党组"],
  ["POST /rounds/:round/roster/preview", "单位\n县水利局党组"],
  ["POST /library/check", {}],
];
const ROLL_SHEET = { meeting: "", time: "", place: "", due: 0, present: 0, batches: [], note: "" };

/** Slips are drawn by chance: of a file its status, its pages and its name are compared, and not its bytes. */
async function sendAll(): Promise<ReadonlyMap<string, string>> {
  const read = new Map<string, string>();
  const second = clients.get("second")!;
  for (const [role, client] of clients)
    for (const [call, body, takesTwo] of posted()) {
      if (role === "second" || (takesTwo && role !== "office" && role !== "group")) continue;
      const [method, path] = call.split(" ") as [string, string];
      const isTable = typeof body === "string";
      const whole = takesTwo ? { ...(body as object), ...client.withSecond(second) } : body;
      const response = await fetch(`${server.address}${placed(`/api/office${path}`)}`, {
        method,
        headers: {
          cookie: client.cookie,
          origin: server.address,
          "content-type": isTable ? "text/csv" : "application/json",
        },
        body: isTable ? body : JSON.stringify(whole),
      });
      const bytes = Buffer.from(await response.arrayBuffer()).toString("latin1");
      const isFile = response.headers.has("content-disposition");
      const { headers } = response;
      const told = isFile
        ? `${headers.get("x-plumbline-pages")} ${headers.get("content-disposition")}`
        : bytes;
      read.set(`${role} ${call}`, `${response.status} ${told}`);
    }
  return read;
}

async function readAll(): Promise<ReadonlyMap<string, string>> {
  const read = new Map<string, string>();
  for (const [role, { cookie }] of clients)
    for (const call of role === "second" ? [] : calls) {
      const response = await fetch(`${server.address}${placed(call)}`, { headers: { cookie } });
      const body = Buffer.from(await response.arrayBuffer()).toString("latin1");
      read.set(
        `${role} ${call}`,
        `${response.status} ${body.replace(OF_THE_MACHINE, "").replace(OF_THE_OFFICE, "")}`,
      );
    }
  return read;
}

/** The record, but for what reading left in it: that this file was handed out. */
const record = async () =>
  (await server.deps.office.inTransaction((o) => o.audit()))
    .filter(({ act }) => act !== "documents.downloaded")
    .map(({ atUtc, who, act, about, detail }) => ({ atUtc, who, act, about, detail }));

/** What an office was told once: the size of a store with its log. */
function sizeOf(file: string): number | null {
  // On PostgreSQL it moves by whole pages, and nothing is measured.
  if (server.databaseUrl !== null) return null;
  const path = join(server.dataFolder, file);
  const log = `${path}-wal`;
  return statSync(path).size + (existsSync(log) ? statSync(log).size : 0);
}

it("tells every role the same after 0, 1, 2, 3 and 4 people, and something else after 5", async () => {
  const before = await readAll();
  // Some answers have a time or random bytes in them (PDF, ZIP): what differs without any ballot says nothing of ballots.
  const again = await readAll();
  const steady = [...before.keys()].filter((call) => before.get(call) === again.get(call));
  expect(steady.filter((call) => before.get(call)!.startsWith("200")).length).toBeGreaterThan(50);
  expect(steady).toContain("office /api/office/installation");
  const sizes = [sizeOf("box.db")];
  const recorded = await record();
  const changed: string[][] = [];
  for (let answered = 1; answered <= 5; answered += 1) {
    await answerAll(httpPort(server.address), [{ url: urls[answered]!, climate: 0.8 }], seeded(3), () => {});
    sizes.push(sizeOf("box.db"));
    const now = await readAll();
    changed.push(steady.filter((call) => now.get(call) !== before.get(call)));
  }
  expect(await record()).toEqual(recorded);
  expect(changed.slice(0, 4)).toEqual([[], [], [], []]);
  expect(changed[4]!.length).toBeGreaterThan(0);
  // Positive control: with the size of the box, as it was shown once, ballots would have been seen; a log that begins
  // anew hides one of them.
  if (server.databaseUrl === null) expect(new Set(sizes).size).toBeGreaterThan(4);
});

it("answers every act the same after each of four more people", async () => {
  // The first time some acts do what they do once.
  await sendAll();
  const before = await sendAll();
  expect(before.get("office POST /polls/:poll/reprint")).toMatch(/^200 3 /);
  expect(before.get("group POST /polls/:poll/reprint")).toMatch(/^200 3 /);
  expect(before.get("office PUT /polls/:poll/roll-sheet")).toMatch(/^200 /);
  expect(before.get("office POST /polls/:poll/tickets")).toMatch(/^409 /);
  const usedOf = async () =>
    (await server.deps.roll.counts(server.polls.get("water")!)).find(({ batch }) => batch === "C")!.used;
  const first = await usedOf();
  for (let more = 1; more <= 4; more += 1) {
    const [url] = await server.tickets("water", "C", 1);
    await answerAll(httpPort(server.address), [{ url: url!, climate: 0.8 }], seeded(3), () => {});
    expect([more, ...(await sendAll())]).toEqual([more, ...before]);
    // They did answer, out of the very bag that is printed anew each time.
    expect(await usedOf()).toBe(first + more);
  }
});

it("says the same within each step of five, up to a poll of 10 000 people, to every role that sees it", async () => {
  const large = await startTestServer({ units: [testUnit("water", "县水利局党组", [2000, 3000, 5000])] });
  const { deps, round, address } = large;
  const live = await deps.live.get(large.polls.get("water")!);
  const keys = [...live.phoneKeys.values()].filter(({ instrument }) => instrument === "leadership-team");
  const cookies: string[] = [];
  for (const role of ["office", "group", "viewer"] as const)
    cookies.push((await OfficeClient.signIn(large, `读者${role}`, role, groupOf(role))).cookie);
  const ballot = (at: number): CastRows => {
    const { keyId } = keys[at % keys.length]!;
    const [nullifier, message, retryDigest] = [deps.random(32), deps.random(32), deps.random(32)];
    const spent = { keyId, nullifier, message, signature: deps.random(256), retryDigest };
    return { spent, ballot: { keyId, tag: deps.random(16), answers: "[]" }, texts: [] };
  };
  let cast = 0;
  const castUpTo = async (count: number): Promise<void> => {
    await Promise.all(Array.from({ length: count - cast }, (_, at) => deps.box.cast(ballot(cast + at))));
    cast = count;
  };
  const told = async (): Promise<readonly string[]> => {
    const bodies: string[] = [];
    for (const cookie of cookies)
      bodies.push(
        await (await fetch(`${address}/api/office/rounds/${round}`, { headers: { cookie } })).text(),
      );
    return bodies;
  };
  const random = seeded(11);
  const steps = Array.from({ length: 20 }, () => 5 * Math.floor(random() * 1999));
  for (const step of [...new Set([0, ...steps, 9_990, 9_995])].toSorted((a, b) => a - b)) {
    await castUpTo(step);
    const before = await told();
    for (const body of before)
      expect(JSON.parse(body)).toMatchObject({ units: [{ turnout: { step, eligible: 10_000 } }] });
    await castUpTo(step + 1 + Math.floor(random() * 4));
    expect([cast, ...(await told())]).toEqual([cast, ...before]);
    await castUpTo(step + 5);
    expect((await told()).map((body, at) => body === before[at])).toEqual([false, false, false]);
  }
  expect(await deps.box.countSpent(keys.map(({ keyId }) => keyId))).toEqual(
    keys.map((_, at) => Math.ceil((10_000 - at) / keys.length)),
  );
  await large.stop();
});

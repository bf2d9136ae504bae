/**
 * A round whose office chose blocks of five for forms about the unit, and keys of 3072 bits: from the console's request
 * over phones, close and verification to the results. @source anonymity.md §3a, §5
 */
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseSpki } from "../../server/core/ticket/spki.ts";
import { fromBase64Url } from "../../server/core/ticket/bytes.ts";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { writeVerificationFolder } from "../../server/cli/verify/write-verification-folder.ts";
import type { RoundAnswer } from "../../server/http/office/answers.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { startRehearsal, wipeRehearsal } from "../../server/services/rehearse-poll.ts";
import { createRound } from "../../server/services/create-round.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { verifyFolder } from "../faults/verify-kit.ts";
import { OfficeClient } from "./office-client.ts";
import { ROUND, startTestServer, type TestServer, testUnit } from "./start-server.ts";

const UNIT = testUnit("water", "县水利局党组", [6, 7, 12]);
const CHOSEN = { smallBlocks: true, keyBits: 3072 } as const;
const RECOUNT = fileURLToPath(new URL("../second-implementation/recount.py", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;

let server: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  server = await startTestServer({ units: [UNIT], round: CHOSEN });
  office = await OfficeClient.signIn(server, "承办人");
});
afterAll(() => server.stop());

async function save(body: object): Promise<{ readonly status: number; readonly answer: RoundAnswer }> {
  const response = await office.send("POST", "/rounds", body);
  return { status: response.status, answer: (await response.json()) as RoundAnswer };
}

interface PhoneView {
  readonly smallBlocks: boolean;
  readonly merged: readonly { readonly categories: readonly string[]; readonly forms: readonly string[] }[];
  readonly keys: readonly { readonly spki: string }[];
}
const phoneView = async (poll: string): Promise<PhoneView> =>
  (await (await fetch(`${server.address}/api/polls/${poll}`)).json()) as PhoneView;
const bitsOf = ({ keys }: PhoneView): readonly number[] => [
  ...new Set(keys.map(({ spki }) => 8 * parseSpki(fromBase64Url(spki)).size)),
];

describe("the choice", () => {
  it("is kept by the round, told to the office and on record", async () => {
    expect(await office.get(`/rounds/${server.round}`)).toMatchObject(CHOSEN);
    const { answer: made } = await save({ ...ROUND, ...CHOSEN, title: "第四轮" });
    expect(made).toMatchObject(CHOSEN);
    const { answer: changed } = await save({ ...ROUND, id: made.id, title: "第四轮" });
    expect(changed).toMatchObject({ smallBlocks: false, keyBits: 2048 });
    const { lines } = (await office.get("/audit?count=20")) as { lines: { act: string; facts: object }[] };
    expect(lines.find(({ act }) => act === "round.frozen")?.facts).toMatchObject(CHOSEN);
  });

  it("cannot change once the round is sealed, and no other length is taken", async () => {
    for (const change of [{ smallBlocks: false }, { keyBits: 2048 }]) {
      const body = { ...ROUND, ...CHOSEN, ...change, id: server.round };
      expect(await save(body)).toMatchObject({ status: 409, answer: { code: "round.frozen" } });
    }
    expect(await save({ ...ROUND, keyBits: 1024 })).toMatchObject({ status: 400 });
  });

  it("is shown before the seal as the seal will cut, and rehearsed with such keys", async () => {
    const { id } = await createRound(server.deps, KEEPER, { ...ROUND, ...CHOSEN });
    await saveUnits(server.deps, KEEPER, id, [UNIT]);
    const { plans } = (await office.get(`/rounds/${id}/readiness`)) as {
      plans: { forms: { blocks: unknown[] }[] }[];
    };
    expect(plans[0]!.forms.map(({ blocks }) => blocks.length)).toEqual([3, 1, 3]);
    const rehearsal = await startRehearsal(server.deps, KEEPER, id, "water");
    expect(bitsOf(await phoneView(rehearsal.id))).toEqual([3072]);
    await wipeRehearsal(server.deps, KEEPER, rehearsal.id);
  });
});

describe("the poll", () => {
  it("has blocks of five for forms about the unit, of ten for cards about people, and says so to phones", async () => {
    const view = await phoneView(server.polls.get("water")!);
    expect(bitsOf(view)).toEqual([3072]);
    expect(view.smallBlocks).toBe(true);
    expect(view.merged).toEqual([{ categories: ["中层干部", "其他干部职工"], forms: ["成员表"] }]);
  });

  it("takes ballots of phones, closes, verifies, and shows a column for each block of five", async () => {
    const poll = server.polls.get("water")!;
    const { plan } = await server.deps.live.get(poll);
    for (const { id, eligible } of plan.batches) {
      const people = (await server.tickets("water", id, eligible)).map((url) => ({ url, climate: 0.7 }));
      await answerAll(httpPort(server.address), people, seeded(eligible), () => {});
    }
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
    const head = await server.deps.closed.head(poll);
    const sizes = (instrument: string) => head.blocks[instrument]!.map(({ ballots }) => ballots);
    expect(sizes("leadership-team")).toEqual([6, 7, 12]);
    expect(sizes("leadership-members")).toEqual([19]);
    const results = JSON.stringify(await office.get(`/polls/${poll}/results`));
    expect(results).toContain('"ballots":6');
    const folder = join(server.dataFolder, "exported");
    const { digest } = await writeVerificationFolder(server.deps, server.dataFolder, server.round, folder);
    expect((await verifyFolder(folder, digest)).differences).toEqual([]);
    if (!hasPython) return;
    const counted = JSON.parse(execFileSync("python3", [RECOUNT, folder]).toString()) as {
      readonly [poll: string]: { readonly forms: { readonly [id: string]: { readonly blocks: unknown } } };
    };
    for (const [instrument, { blocks }] of Object.entries(counted[poll]!.forms))
      expect(blocks).toEqual(head.blocks[instrument]);
  });
});

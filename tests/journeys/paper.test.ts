/** Paper from the stack to the recount: two accounts over HTTP, a disagreement, a crash in the middle, `verify` afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEvidence } from "../../server/cli/verify/read-evidence.ts";
import { writeVerificationFolder } from "../../server/cli/verify/write-verification-folder.ts";
import type { KeyedSheet } from "../../server/core/paper/keyed-sheet.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { mergeStack, resumeStacks } from "../../server/services/paper/merge-stack.ts";
import { readRelease } from "../../server/services/release-poll.ts";
import { verify } from "../../server/services/verify/verify.ts";
import type { CastRows } from "../../server/store/box.ts";
import { officeBytes } from "./bytes-at-rest.ts";
import { OfficeClient } from "./office-client.ts";
import { beginByTwo, codeOf, keyStack, putSheet, sheet } from "./key-paper.ts";
import { startTestServer, type TestServer } from "./start-server.ts";
import { copyStores } from "./stores-of-test.ts";

const SHEETS = 12;

let server: TestServer;
let poll: string;
let first: OfficeClient;
let second: OfficeClient;
let third: OfficeClient;

beforeAll(async () => {
  server = await startTestServer();
  poll = server.polls.get("water")!;
  [first, second, third] = [
    await OfficeClient.signIn(server, "甲"),
    await OfficeClient.signIn(server, "乙"),
    await OfficeClient.signIn(server, "丙"),
  ];
});
afterAll(() => server.stop());

const stacks = (path = "") => `/polls/${poll}/stacks${path}`;
const put = (who: OfficeClient, stack: string, at: number, keyed: KeyedSheet | null, way = "put") =>
  putSheet(who, stacks(`/${stack}`), { at, sheet: keyed, way });
const keyAll = (who: OfficeClient, stack: string, sheets: readonly KeyedSheet[]) =>
  keyStack(who, stacks(`/${stack}`), sheets);
const begin = (sheets: number) => beginByTwo(first, second, stacks(), sheets);

/** Item 3 void on one sheet, a blank, a sheet that is void as a whole. */
const STACK = Array.from({ length: SHEETS }, (_, i) =>
  i === 2
    ? sheet({ 3: "void" })
    : i === 5
      ? sheet({ 0: null })
      : i === 7
        ? sheet({}, true)
        : sheet({ 1: i % 5 }),
);

const auditOf = async () =>
  (await server.deps.office.inTransaction((office) => office.audit())).filter(({ act }) =>
    act.startsWith("paper."),
  );

describe("a stack of paper", () => {
  let stack: string;

  it("is begun by one, joined by another, and by nobody else", async () => {
    stack = await begin(SHEETS);
    expect(await codeOf(await third.send("POST", stacks(`/${stack}/join`)))).toBe("paper.taken");
    expect(await codeOf(await third.send("GET", stacks(`/${stack}`)))).toBe("paper.taken");
    expect(await codeOf(await first.send("GET", stacks("/nothing")))).toBe("paper.unknown");
    const wrong = { batch: "A", instrument: "leadership-members", sheets: 3 };
    expect(await codeOf(await first.send("POST", stacks(), wrong))).toBe("form.unknown");
    const line = {
      id: stack,
      batch: "C",
      instrument: "leadership-team",
      sheets: "12",
      keyers: 2,
      isOwn: true,
      isSigned: false,
      needsTwo: false,
    };
    expect(await second.get(stacks())).toEqual([line]);
    // Who has not the paper in hand is told as much of it as of turnout.
    expect(await third.get(stacks())).toEqual([{ ...line, sheets: "10–14", isOwn: false }]);
  });

  it("is in no backup: neither its drafts nor, until the poll is closed, its ballots apart", async () => {
    const copy = join(server.dataFolder, "..", `copy-${poll}`);
    await expect(copyStores(server, copy)).rejects.toMatchObject({
      code: "usage",
      facts: { reason: "paper not closed" },
    });
  });

  it("takes marks that the form has, and no more sheets than were counted", async () => {
    for (const wrong of [sheet({ 0: 5 }), sheet({ 0: [1] }), sheet({ 0: true }), sheet({ 0: -1 })])
      expect(await codeOf(await put(first, stack, 0, wrong))).toBe("request.malformed");
    expect(await codeOf(await put(first, stack, 3, sheet()))).toBe("request.malformed");
    expect(await first.status("POST", stacks(`/${stack}/done`))).toBe(409);
  });

  it("shows each person their own marks only, and where the two differ once both are through", async () => {
    await keyAll(first, stack, STACK);
    const other = STACK.map((one, i) => (i === 4 ? sheet({ 1: 0 }) : i === 7 ? sheet() : one));
    expect(await first.get(stacks(`/${stack}`))).toMatchObject({ other: { keyed: 0 }, differences: null });
    await keyAll(second, stack, other);
    const seen = await second.get(stacks(`/${stack}`));
    expect(seen.keyed).toEqual(other);
    expect(seen.differences).toEqual([
      { sheet: 4, mark: 1 },
      { sheet: 7, mark: null },
    ]);
    expect(Object.keys(seen.other)).toEqual(["keyed", "isDone"]);
    const refused = await first.send("POST", stacks(`/${stack}/merge`), first.withSecond(second));
    expect(await refused.json()).toEqual({ code: "paper.not-agreed", facts: { differences: 2 } });
  });

  it("is mended by each for himself: a sheet left out is put in, a wrong mark corrected", async () => {
    expect((await put(second, stack, 4, null, "remove")).status).toBe(200);
    expect((await put(second, stack, 4, STACK[4]!, "insert")).status).toBe(200);
    expect((await put(second, stack, 7, STACK[7]!)).status).toBe(200);
    // What was changed is compared when its keyer says so, not before.
    expect(await first.get(stacks(`/${stack}`))).toMatchObject({
      differences: [{ sheet: 4 }, { sheet: 7 }],
      isCompared: false,
    });
    expect(await second.status("POST", stacks(`/${stack}/done`))).toBe(200);
    expect(await first.get(stacks(`/${stack}`))).toMatchObject({ differences: [], isCompared: true });
  });

  it("holds the closing up until it is in the box or given up", async () => {
    const closing = await first.send("POST", `/polls/${poll}/close`, first.withSecond(second));
    expect(await closing.json()).toEqual({ code: "paper.unfinished", facts: { stacks: 1 } });
    const other = await begin(2);
    await put(first, other, 0, sheet());
    const gone = stacks(`/${other}`);
    expect(await codeOf(await first.send("DELETE", gone, { reason: " " }))).toBe("request.malformed");
    expect(await first.status("DELETE", gone, { reason: "张数数错了" })).toBe(204);
    expect(JSON.parse((await auditOf()).at(-1)!.detail)).toMatchObject({
      sheets: "0–4",
      reason: "张数数错了",
    });
    expect(await codeOf(await first.send("GET", stacks(`/${other}`)))).toBe("paper.unknown");
  });

  it("is signed by the two who keyed it and nobody else, and comes in whole after a crash in the middle", async () => {
    const byThird = await first.send("POST", stacks(`/${stack}/merge`), first.withSecond(third));
    expect(await codeOf(byThird)).toBe("paper.not-agreed");
    expect(await officeBytes(server)).toContain('"isVoid"');
    const accounts = await server.deps.office.inTransaction((office) => office.accounts());
    const actor = (name: string) => {
      const { id } = accounts.find((one) => one.name === name)!;
      return { account: id, name };
    };
    let casts = 0;
    const dying: Deps = {
      ...server.deps,
      box: new Proxy(server.deps.box, {
        get: (box, member) => {
          if (member === "cast") {
            return (rows: CastRows) => {
              casts += 1;
              return casts > 5 ? Promise.reject(new Error("the process has ended")) : box.cast(rows);
            };
          }
          const found: unknown = Reflect.get(box, member);
          return typeof found === "function" ? found.bind(box) : found;
        },
      }),
    };
    const both = { ...actor("甲"), second: actor("乙") };
    await expect(mergeStack(dying, both, poll, stack)).rejects.toThrow("the process has ended");
    // Signed: nothing can be changed any more, and nobody can sign twice.
    expect((await first.get(stacks())).map((one: { isSigned: boolean }) => one.isSigned)).toEqual([true]);
    expect(await codeOf(await put(first, stack, 0, sheet()))).toBe("paper.unknown");
    expect(await resumeStacks(server.deps)).toEqual([]);
    expect(await resumeStacks(server.deps)).toEqual([]);
    expect(await first.get(stacks())).toEqual([]);
    const keys = (await server.deps.roll.signingKeys(poll)).filter(({ source }) => source === "paper");
    expect(keys).toHaveLength(1);
    expect(await server.deps.box.countSpent([keys[0]!.keyId])).toEqual([SHEETS]);
    const copy = join(server.dataFolder, "..", `copy-${poll}`);
    await expect(copyStores(server, copy)).rejects.toMatchObject({
      code: "usage",
      facts: { reason: "paper not closed" },
    });
  });

  it("leaves who, when and how many in the record, and nothing of the drafts in file or log", async () => {
    const lines = await auditOf();
    expect(lines.map(({ act }) => act)).toEqual([
      "paper.begun",
      "paper.joined",
      "paper.compared",
      "paper.compared",
      "paper.begun",
      "paper.joined",
      "paper.given-up",
      "paper.merged",
    ]);
    const merged = lines.at(-1)!;
    expect(merged.who).toContain("甲");
    // Nothing of what stood on the sheets: that would be a result before close.
    expect(JSON.parse(merged.detail)).toEqual({
      batch: "C",
      instrument: "leadership-team",
      // As turnout is said: the office reads the record while the poll is open.
      sheets: "10–14",
      second: expect.stringContaining("乙"),
    });
    const bytes = await officeBytes(server);
    for (const remains of ['"isVoid"', '"marks"', '"seed":"']) expect(bytes).not.toContain(remains);
  });

  it("takes a second stack of the same bag over HTTP, under the same key", async () => {
    const more = await begin(2);
    const both = [sheet({ 15: 4 }), sheet({ 15: 0 })];
    await keyAll(first, more, both);
    await keyAll(second, more, both);
    const merged = await first.send("POST", stacks(`/${more}/merge`), first.withSecond(second));
    expect(await merged.json()).toEqual({ sheets: 2, voided: 0, empty: 0 });
    const turnout = (await first.get(`/rounds/${server.round}`)).units[0].turnout;
    expect(turnout).toMatchObject({ step: 10, hasPaper: true });
  });

  it("is counted apart: voided items as blank, the void sheet as invalid; and the recount agrees", async () => {
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    expect(await continueClosing(server.deps, KEEPER, poll)).toMatchObject({ state: "closed" });
    const [team] = (await readRelease(server.deps, poll)).result.forms;
    expect(team).toMatchObject({
      level: "tables",
      ballots: SHEETS + 2,
      bySource: { paper: SHEETS + 2 },
      valid: SHEETS + 1,
      invalid: 1,
    });
    const item = team!.level === "tables" ? team!.items : [];
    // The void sheet everywhere, beside it the voided item, and the item that was left blank.
    expect([item[3]!.blank, item[0]!.blank, item[2]!.blank]).toEqual([2, 2, 1]);
    const sheetPage = await first.get(`/polls/${poll}/roll-sheet`);
    expect(sheetPage.sheet.forms[0]).toMatchObject({ collected: 14, bySource: { paper: 14 } });
    expect(sheetPage.sheet.imbalances).toContainEqual({ rule: "keyed", of: "领导班子表", difference: 14 });
    const folder = mkdtempSync(join(tmpdir(), "plumbline-paper-"));
    try {
      const target = join(folder, "evidence");
      const { digest } = await writeVerificationFolder(server.deps, server.dataFolder, server.round, target);
      expect((await verify(await readEvidence(target), digest)).differences).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(
      await codeOf(
        await first.send("POST", stacks(), { batch: "C", instrument: "leadership-team", sheets: 1 }),
      ),
    ).toBe("poll.closed");
  });
});

/** What goes wrong with a stack of paper: trying instead of reading, a wrong count, somebody who has to go, a mishap. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Deps } from "../../server/services/deps.ts";
import { giveUpStack } from "../../server/services/paper/erase-stacks.ts";
import { resumeStacks } from "../../server/services/paper/merge-stack.ts";
import { officeBytes } from "./bytes-at-rest.ts";
import { beginByTwo, codeOf, keyStack, putSheet, sheet } from "./key-paper.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

let server: TestServer;
let stacks: string;
let first: OfficeClient;
let second: OfficeClient;
let third: OfficeClient;

beforeAll(async () => {
  server = await startTestServer();
  stacks = `/polls/${server.polls.get("water")!}/stacks`;
  [first, second, third] = [
    await OfficeClient.signIn(server, "甲"),
    await OfficeClient.signIn(server, "乙"),
    await OfficeClient.signIn(server, "丙"),
  ];
});
afterAll(() => server.stop());

const begin = async (sheets: number) => `${stacks}/${await beginByTwo(first, second, stacks, sheets)}`;
const lastLine = async () =>
  (await server.deps.office.inTransaction((office) => office.audit())).findLast(({ act }) =>
    act.startsWith("paper."),
  )!;

describe("two who differ", () => {
  let stack: string;

  it("see nothing of a change until its keyer says again that he is through", async () => {
    stack = await begin(2);
    await keyStack(first, stack, [sheet(), sheet({ 0: 3 })]);
    await keyStack(second, stack, [sheet(), sheet({ 0: 0 })]);
    const found = [{ sheet: 1, mark: 0 }];
    expect(await second.get(stack)).toMatchObject({
      differences: found,
      isCompared: true,
      comparisonsLeft: 2,
    });
    expect((await putSheet(second, stack, { at: 1, sheet: sheet({ 0: 1 }) })).status).toBe(200);
    for (const who of [first, second])
      expect(await who.get(stack)).toMatchObject({ differences: found, isCompared: false });
    // The right mark tells no more than a wrong one.
    expect((await putSheet(second, stack, { at: 1, sheet: sheet({ 0: 3 }) })).status).toBe(200);
    expect(await second.get(stack)).toMatchObject({ differences: found, isDone: false });
    const refused = await first.send("POST", `${stack}/merge`, first.withSecond(second));
    expect(await codeOf(refused)).toBe("paper.not-agreed");
  });

  it("are compared three times; a fourth guess is not taken", async () => {
    for (const guess of [1, 2]) {
      await putSheet(second, stack, { at: 1, sheet: sheet({ 0: guess }) });
      expect(await second.status("POST", `${stack}/done`)).toBe(200);
      // Saying it twice compares nothing.
      expect(await second.status("POST", `${stack}/done`)).toBe(200);
    }
    expect(await second.get(stack)).toMatchObject({ comparisonsLeft: 0, isComparedOut: true });
    for (const who of [first, second]) {
      const refused = await putSheet(who, stack, { at: 1, sheet: sheet({ 0: 3 }) });
      expect(await codeOf(refused)).toBe("paper.compared-out");
    }
    const { act, detail } = await lastLine();
    expect(act).toBe("paper.compared");
    expect(JSON.parse(detail)).toMatchObject({ sheets: "0–4", comparison: 3, differences: 1 });
  });

  it("go on when one leaves and somebody else reads the whole stack; the one who left stays away", async () => {
    expect(await second.status("POST", `${stack}/leave`, { reason: "三次对不上" })).toBe(204);
    expect(JSON.parse((await lastLine()).detail)).toMatchObject({ reason: "三次对不上" });
    expect((await lastLine()).act).toBe("paper.left");
    expect(await codeOf(await second.send("POST", `${stack}/join`))).toBe("paper.left");
    expect((await first.get(stack)).keyed).toHaveLength(2);
    expect(await first.get(stack)).toMatchObject({ other: null, differences: null, isDone: true });
    expect(await third.status("POST", `${stack}/join`)).toBe(200);
    expect(await third.get(stack)).toMatchObject({ keyed: [], differences: null });
    await keyStack(third, stack, [sheet(), sheet({ 0: 3 })]);
    expect(await third.get(stack)).toMatchObject({ differences: [], comparisonsLeft: 2 });
    const merged = await third.send("POST", `${stack}/merge`, third.withSecond(first));
    expect(await merged.json()).toEqual({ sheets: 2, voided: 0, empty: 0 });
  });
});

describe("a stack counted wrongly", () => {
  it("gets its right number, on record, and both say again that they are through", async () => {
    const stack = await begin(3);
    await keyStack(first, stack, [sheet(), sheet(), sheet()]);
    await putSheet(second, stack, { at: 0, sheet: sheet() });
    const count = { sheets: 2, reason: "数错一张" };
    expect(await codeOf(await third.send("PUT", `${stack}/count`, count))).toBe("paper.taken");
    const tooFew = await second.send("PUT", `${stack}/count`, count);
    expect(await tooFew.json()).toEqual({ code: "paper.keyed-more", facts: { keyed: 3 } });
    await putSheet(first, stack, { at: 2, sheet: null, way: "remove" });
    const corrected = await second.send("PUT", `${stack}/count`, count);
    expect(await corrected.json()).toMatchObject({ sheets: 2 });
    const { act, detail } = await lastLine();
    expect([act, JSON.parse(detail)]).toEqual([
      "paper.count-corrected",
      { batch: "C", instrument: "leadership-team", sheets: "0–4", corrected: "0–4", reason: "数错一张" },
    ]);
    expect(await first.get(stack)).toMatchObject({ sheets: 2, isDone: false });
    expect(await first.status("DELETE", stack, { reason: "没有再录" })).toBe(204);
  });
});

describe("leaving before anything was compared", () => {
  it("erases one's own marks only, and one may come back", async () => {
    const stack = await begin(1);
    await putSheet(first, stack, { at: 0, sheet: sheet({ 5: "void" }) });
    expect(await officeBytes(server)).toContain('"void"');
    expect(await first.status("POST", `${stack}/leave`, { reason: " " })).toBe(400);
    expect(await first.status("POST", `${stack}/leave`, { reason: "有事离开" })).toBe(204);
    expect(await officeBytes(server)).not.toContain('"void"');
    expect(await codeOf(await first.send("GET", stack))).toBe("paper.taken");
    expect(await first.status("POST", `${stack}/join`)).toBe(200);
    expect((await first.get(stack)).keyed).toEqual([]);
    expect(await second.status("POST", `${stack}/leave`, { reason: "录错了叠" })).toBe(204);
    expect(await first.status("POST", `${stack}/leave`, { reason: "录错了叠" })).toBe(204);
    expect((await first.get(stacks)).map(({ keyers }: { keyers: number }) => keyers)).toEqual([0]);
    expect(await third.status("DELETE", stack, { reason: "没有人录" })).toBe(204);
  });
});

describe("a stack that both have finished", () => {
  it("is thrown away by two people with a reason, and not by one who takes his word back first", async () => {
    const stack = await begin(1);
    await keyStack(first, stack, [sheet()]);
    await keyStack(second, stack, [sheet()]);
    expect(await codeOf(await first.send("DELETE", stack, { reason: "重新录" }))).toBe("paper.two-people");
    await putSheet(first, stack, { at: 0, sheet: sheet({ 0: 1 }) });
    expect(await codeOf(await first.send("DELETE", stack, { reason: "重新录" }))).toBe("paper.two-people");
    expect(await first.status("POST", `${stack}/leave`, { reason: "重新录" })).toBe(204);
    expect(await codeOf(await first.send("DELETE", stack, { reason: "重新录" }))).toBe("paper.two-people");
    const alone = { reason: "重新录", ...first.withSecond(first) };
    expect(await codeOf(await first.send("DELETE", stack, alone))).toBe("account.same-person");
    expect(await first.status("DELETE", stack, { reason: "重新录", ...first.withSecond(third) })).toBe(204);
    const { act, detail } = await lastLine();
    expect(act).toBe("paper.given-up");
    expect(JSON.parse(detail)).toMatchObject({ reason: "重新录", second: expect.stringContaining("丙") });
  });

  it("is erased to the end by the next start when the process ended in the middle", async () => {
    const stack = await begin(1);
    await putSheet(first, stack, { at: 0, sheet: sheet({ 5: "void" }) });
    const dying: Deps = {
      ...server.deps,
      office: {
        inTransaction: (use) => server.deps.office.inTransaction(use),
        eraseTraces: () => Promise.reject(new Error("the process has ended")),
        tryOut: () => server.deps.office.tryOut(),
        close: () => server.deps.office.close(),
      },
    };
    const place = { poll: server.polls.get("water")!, session: stack.split("/").at(-1)! };
    const giving = giveUpStack(dying, { account: "x", name: "甲" }, place, "停电");
    await expect(giving).rejects.toThrow("the process has ended");
    expect(await officeBytes(server)).toContain('"void"');
    expect(await first.get(stacks)).toEqual([]);
    expect(await codeOf(await first.send("GET", stack))).toBe("paper.unknown");
    expect(await resumeStacks(server.deps)).toEqual([]);
    expect(await officeBytes(server)).not.toContain('"void"');
    expect(await server.deps.office.inTransaction(({ paper }) => paper.unfinished())).toEqual([]);
  });
});

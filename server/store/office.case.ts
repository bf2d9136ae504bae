import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Problem } from "../core/problem.ts";
import { EMPTY_ASSESSMENT } from "../core/scoring/scheme.ts";
import { verifyAudit } from "./audit-chain.ts";
import {
  account,
  form,
  frozenRound,
  line,
  poll,
  rollSheet,
  round,
  session,
  unit,
} from "./office-examples.case.ts";
import { describePaperDrafts } from "./paper-drafts.case.ts";
import { describeRegisterLines } from "./register-lines.case.ts";
import { describeRoundChanges } from "./round-changes.case.ts";
import { describeKeptParcels } from "./kept-parcels.case.ts";
import { describeParcels } from "./parcels.case.ts";
import { describeVolumes } from "./volumes.case.ts";
import { describeTrustedInstallations } from "./trusted-installations.case.ts";
import { describeWireless } from "./wireless.case.ts";
import { describeSecondFactors } from "./second-factors.case.ts";
import type { Office, OwnFormRow, PollRow } from "./office.ts";

/** What every engine's office store has to do. `make` gives an empty store, `dispose` removes it. */
export function describeOffice(
  engine: string,
  make: () => Promise<{ office: Office; dispose: () => Promise<void> }>,
): void {
  describe(`office on ${engine}`, () => {
    let office: Office;
    let dispose: () => Promise<void>;

    beforeEach(async () => {
      ({ office, dispose } = await make());
    });

    afterEach(() => dispose());

    describeRows(() => office);
    describeRoundChanges(() => office);
    describePeople(() => office);
    describeTransactions(() => office);
    describeAudit(() => office);
    describePaperDrafts(() => office);
    describeRegisterLines(() => office);
    describeTrustedInstallations(() => office);
    describeParcels(() => office);
    describeKeptParcels(() => office);
    describeVolumes(() => office);
    describeWireless(() => office);
    describeSecondFactors(() => office);
  });
}

function describeRows(of: () => Office): void {
  describe("rounds, units, polls, forms, assessments", () => {
    it("gives back what was saved, the later save standing", async () => {
      await of().inTransaction(async (office) => {
        await office.saveRound({ round: round("r1"), frozen: null });
        await office.saveRound({ round: round("r2"), frozen: null });
        await office.saveRound(frozenRound("r1"));
        expect(await office.round("r1")).toEqual(frozenRound("r1"));
        expect(await office.rounds()).toEqual([frozenRound("r1"), { round: round("r2"), frozen: null }]);
        expect(await office.round("r3")).toBeNull();
        const { address: _unused, ...brought } = frozenRound("r1").frozen!;
        await office.saveRound({ round: round("r2"), frozen: null, brought });
        expect(await office.round("r2")).toEqual({ round: round("r2"), frozen: null, brought });
      });
    });

    it("keeps units in the order of the roster and replaces them together", async () => {
      await of().inTransaction(async (office) => {
        await office.saveRound({ round: round("r1"), frozen: null });
        await office.saveUnits("r1", [unit("u2"), unit("u1"), unit("u3")]);
        await office.saveUnits("r1", [unit("u9"), unit("u1", "县教育局党委")]);
        expect((await office.units("r1")).map(({ id }) => id)).toEqual(["u9", "u1"]);
        expect(await office.unit("r1", "u1")).toEqual(unit("u1", "县教育局党委"));
        expect(await office.unit("r1", "u2")).toBeNull();
      });
    });

    it("adds versions of own forms and never changes one", async () => {
      const own = (id: string, version: string, madeAtUtc: string): OwnFormRow => ({
        id,
        version,
        digest: "d1",
        definition: '{"title":"问卷“一”"}',
        madeAtUtc,
        madeBy: "承办人",
      });
      const rows = [own("b", "10", "2026-11-27T08:00:00.000Z"), own("b", "9", "2026-11-27T09:00:00.000Z")];
      await of().inTransaction(async (office) => {
        for (const row of [...rows.toReversed(), own("a", "1", "2026-11-28T08:00:00.000Z")])
          await office.addOwnForm(row);
        expect((await office.ownForms()).map(({ id, version }) => [id, version])).toEqual([
          ["a", "1"],
          ["b", "10"],
          ["b", "9"],
        ]);
        expect(await office.ownForm("b", "9")).toEqual(rows[1]);
        expect(await office.ownForm("b", "1")).toBeNull();
      });
      const again = of().inTransaction((office) => office.addOwnForm({ ...rows[0]!, definition: "{}" }));
      await expect(again).rejects.toThrow();
      expect(await of().inTransaction((office) => office.ownForm("b", "10"))).toEqual(rows[0]);
    });

    it("finds polls by round and by state", async () => {
      const closing = { ...poll("p2", "closing"), closingEndsAtUtc: "2026-11-27T09:00:00.000Z" };
      await of().inTransaction(async (office) => {
        await office.saveRound({ round: round("r1"), frozen: null });
        await office.savePoll(poll("p1"));
        await office.savePoll(poll("p2"));
        await office.savePoll(closing);
        expect(await office.polls("r1")).toEqual([poll("p1"), closing]);
        expect(await office.pollsInState(["closing", "sealing"])).toEqual([closing]);
        expect(await office.pollsInState([])).toEqual([]);
        expect(await office.poll("p3")).toBeNull();
      });
    });

    it("lists a poll that was held anew apart from the one that counts", async () => {
      const first: PollRow = { ...poll("p1", "void"), replacedBy: "p2" };
      await of().inTransaction(async (office) => {
        await office.saveRound({ round: round("r1"), frozen: null });
        await office.savePoll(first);
        await office.savePoll(poll("p2", "sealed"));
        expect((await office.polls("r1")).map(({ id }) => id)).toEqual(["p2"]);
        expect(await office.replacedPolls("r1")).toEqual([first]);
        expect(await office.poll("p1")).toEqual(first);
      });
    });

    it("keeps rehearsals apart from real polls, and deletes only them", async () => {
      const rehearsal: PollRow = { ...poll("p2", "open"), isRehearsal: true };
      await of().inTransaction(async (office) => {
        await office.saveRound({ round: round("r1"), frozen: null });
        await office.savePoll(poll("p1"));
        await office.savePoll(rehearsal);
        expect(await office.polls("r1")).toEqual([poll("p1")]);
        expect(await office.rehearsals("r1")).toEqual([rehearsal]);
        expect(await office.poll("p2")).toEqual(rehearsal);
        await office.deleteRehearsal("p1");
        await office.deleteRehearsal("p2");
        expect([await office.poll("p1"), await office.poll("p2")]).toEqual([poll("p1"), null]);
      });
    });

    it("keeps what was typed for a roll sheet, the later save standing", async () => {
      await of().inTransaction(async (office) => {
        await office.saveRound({ round: round("r1"), frozen: null });
        await office.saveUnits("r1", [unit("u1")]);
        await office.savePoll(poll("p1"));
        expect(await office.rollSheet("p1")).toBeNull();
        expect(await office.rollSheets("r1")).toEqual(new Map());
        await office.saveRollSheet("p1", rollSheet);
        await office.saveRollSheet("p1", { ...rollSheet, present: 42 });
        expect(await office.rollSheet("p1")).toEqual({ ...rollSheet, present: 42 });
        expect(await office.rollSheets("r1")).toEqual(new Map([["p1", { ...rollSheet, present: 42 }]]));
        expect(await office.rollSheets("r2")).toEqual(new Map());
      });
    });

    it("never changes the form that a digest names", async () => {
      await of().inTransaction(async (office) => {
        await office.saveForm("d1", form("一"));
        await office.saveForm("d1", form("二"));
        expect(await office.form("d1")).toEqual(form("一"));
        expect(await office.form("d2")).toBeNull();
      });
    });

    it("keeps one assessment per unit of a round", async () => {
      await of().inTransaction(async (office) => {
        expect(await office.assessment("r1", "u1")).toBeNull();
        await office.saveAssessment("r1", "u1", EMPTY_ASSESSMENT);
        const later = { ...EMPTY_ASSESSMENT, supervision: { 谈话函询: 2 } };
        await office.saveAssessment("r1", "u1", later);
        expect(await office.assessment("r1", "u1")).toEqual(later);
      });
    });
  });

  it("appends to the history of a unit and keeps it in order", async () => {
    await of().inTransaction(async (office) => {
      const signed = {
        atUtc: "2026-11-27T08:00:00.000Z",
        by: { account: "a", name: "甲" },
        second: null,
      };
      const first = await office.appendReview("r1", "u1", { ...signed, act: { kind: "judged" } });
      const second = await office.appendReview("r1", "u1", { ...signed, act: { kind: "frozen" } });
      const other = await office.appendReview("r1", "u2", { ...signed, act: { kind: "judged" } });
      expect([first.sequence, second.sequence, other.sequence]).toEqual([1, 2, 1]);
      expect(await office.review("r1", "u1")).toEqual([first, second]);
      expect([...(await office.reviews("r1"))]).toEqual(
        expect.arrayContaining([
          ["u1", [first, second]],
          ["u2", [other]],
        ]),
      );
      expect(await office.review("r2", "u1")).toEqual([]);
    });
  });
}

function describePeople(of: () => Office): void {
  describe("accounts and sessions", () => {
    it("finds an account by id and by name", async () => {
      await of().inTransaction(async (office) => {
        await office.saveAccount(account("a1", "王"));
        await office.saveAccount({ ...account("a1", "王"), mustChange: false, role: "office", group: null });
        const row = { ...account("a1", "王"), mustChange: false, role: "office", group: null };
        expect(await office.account("a1")).toEqual(row);
        expect(await office.accountByName("王")).toEqual(row);
        expect(await office.accountByName("李")).toBeNull();
        expect(await office.accounts()).toEqual([row]);
      });
    });

    it("keeps the profile of the installation", async () => {
      await of().inTransaction(async (office) => {
        expect(await office.profile()).toEqual({ hasKeepers: false, hasCodes: false });
        await office.saveProfile({ hasKeepers: true, hasCodes: true });
        expect(await office.profile()).toEqual({ hasKeepers: true, hasCodes: true });
        await office.saveProfile({ hasKeepers: false, hasCodes: true });
        expect(await office.profile()).toEqual({ hasKeepers: false, hasCodes: true });
      });
    });

    it("refuses two accounts of one name", async () => {
      const twice = of().inTransaction(async (office) => {
        await office.saveAccount(account("a1", "王"));
        await office.saveAccount(account("a2", "王"));
      });
      await expect(twice).rejects.toThrow();
      expect(await of().inTransaction((office) => office.accounts())).toEqual([]);
    });

    it("moves, ends and forgets sessions", async () => {
      await of().inTransaction(async (office) => {
        await office.saveAccount(account("a1", "王"));
        await office.saveSession(session("t1", "a1", "2026-11-27T08:00:00.000Z"));
        await office.saveSession(session("t2", "a1", "2026-11-27T08:00:00.000Z"));
        await office.saveSession(session("t3", "a1", "2026-11-27T08:00:00.000Z"));
        await office.saveSession(session("t2", "a1", "2026-11-27T09:00:00.000Z"));
        await office.deleteSession("t3");
        await office.deleteSessionsSeenBefore("2026-11-27T09:00:00.000Z");
        expect(await office.session("t1")).toBeNull();
        expect(await office.session("t2")).toEqual(session("t2", "a1", "2026-11-27T09:00:00.000Z"));
        expect(await office.session("t3")).toBeNull();
      });
    });

    it("notes a closed poll on the sessions of the office and of its group, and leaves those of others", async () => {
      await of().inTransaction(async (office) => {
        const people = [
          ["o", "office", null],
          ["g", "group", "第一组"],
          ["h", "group", "第二组"],
          ["v", "viewer", null],
        ] as const;
        for (const [id, role, group] of people) {
          await office.saveAccount({ ...account(id, id), role, group });
          await office.saveSession(session(`t-${id}`, id, "2026-11-27T08:00:00.000Z"));
        }
        await office.noteClosed("第一组");
        const found = await Promise.all(
          people.map(async ([id]) => (await office.session(`t-${id}`))?.hasClosed),
        );
        expect(found).toEqual([true, true, undefined, undefined]);
      });
    });

    it("ends the sessions of everybody", async () => {
      await of().inTransaction(async (office) => {
        for (const id of ["a1", "a2"]) {
          await office.saveAccount(account(id, id));
          await office.saveSession(session(`t-${id}`, id, "2026-11-27T08:00:00.000Z"));
        }
        await office.deleteSessions();
        expect([await office.session("t-a1"), await office.session("t-a2")]).toEqual([null, null]);
      });
    });

    it("ends the sessions of one account but the one that goes on", async () => {
      await of().inTransaction(async (office) => {
        await office.saveAccount(account("a1", "王"));
        await office.saveAccount(account("a2", "李"));
        for (const [token, owner] of [
          ["t1", "a1"],
          ["t2", "a1"],
          ["t3", "a2"],
        ] as const)
          await office.saveSession(session(token, owner, "2026-11-27T08:00:00.000Z"));
        await office.deleteSessionsOf("a1", "t2");
        const left = await Promise.all(["t1", "t2", "t3"].map((token) => office.session(token)));
        expect(left.map((row) => row?.tokenHash ?? null)).toEqual([null, "t2", "t3"]);
        await office.deleteSessionsOf("a1", null);
        expect(await office.session("t2")).toBeNull();
      });
    });
  });
}

function describeTransactions(of: () => Office): void {
  describe("transactions", () => {
    it("keeps all of a transaction or nothing, and hands the refusal on", async () => {
      const refused = of().inTransaction(async (office) => {
        await office.saveRound({ round: round("r1"), frozen: null });
        throw new Problem("round.frozen", {});
      });
      await expect(refused).rejects.toMatchObject({ code: "round.frozen" });
      expect(await of().inTransaction((office) => office.rounds())).toEqual([]);
    });

    it("lets parallel transactions take turns: no increment is lost", async () => {
      await of().inTransaction((office) => office.saveAssessment("r1", "u1", EMPTY_ASSESSMENT));
      const increment = (): Promise<void> =>
        of().inTransaction(async (office) => {
          const before = (await office.assessment("r1", "u1"))!;
          await new Promise((resolve) => setImmediate(resolve));
          const talks = (before.workload.talks ?? 0) + 1;
          await office.saveAssessment("r1", "u1", { ...before, workload: { talks } });
        });
      await Promise.all(Array.from({ length: 50 }, increment));
      const after = await of().inTransaction((office) => office.assessment("r1", "u1"));
      expect(after?.workload.talks).toBe(50);
    });

    it("refuses a transaction inside a transaction instead of waiting for itself", async () => {
      const nested = of().inTransaction(() => of().inTransaction((office) => office.rounds()));
      await expect(nested).rejects.toThrow(/inside inTransaction/);
    });

    it("refuses use after the end", async () => {
      const leaked = await of().inTransaction(async (office) => office);
      await expect(leaked.rounds()).rejects.toThrow(/ended/);
    });
  });
}

function describeAudit(of: () => Office): void {
  describe("audit", () => {
    it("chains lines without a gap, across transactions and refusals", async () => {
      await of().inTransaction((office) => office.appendAudit(line("poll.open")));
      await of()
        .inTransaction(async (office) => {
          await office.appendAudit(line("poll.close"));
          throw new Problem("round.frozen", {});
        })
        .catch(() => undefined);
      await Promise.all(
        ["a", "b", "c"].map((act) => of().inTransaction((office) => office.appendAudit(line(act)))),
      );
      const rows = await of().inTransaction((office) => office.audit());
      expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
      expect(rows.map(({ act }) => act).toSorted()).toEqual(["a", "b", "c", "poll.open"]);
      expect(rows[0]?.act).toBe("poll.open");
      expect(await of().inTransaction((office) => office.auditOf("poll.open"))).toEqual([rows[0]]);
      expect(verifyAudit(rows)).toEqual({ ok: true, lines: 4 });
      const about = (name: string) => of().inTransaction((office) => office.auditOf("poll.open", name));
      expect(await about(rows[0]!.about)).toEqual([rows[0]]);
      expect(await about(`${rows[0]!.about} `)).toEqual([]);
    });
  });
}

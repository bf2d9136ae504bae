/** P7 for the office: whatever act is killed at whatever write, it has happened whole or not at all, and can be done again. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resumeClosing } from "../../../server/services/close-poll.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { resumeStacks } from "../../../server/services/paper/merge-stack.ts";
import { countExchanges } from "../../../server/services/roll-sheet.ts";
import { holdsStack, KEYED, prepareActsFolder } from "./acts-folder.ts";
import { hasTracer, killing, KILLS } from "./killing.ts";
import { orSkipped } from "../../or-skipped.ts";

const acts = await killing(prepareActsFolder);
const { folder, out } = acts;

describe.skipIf(!hasTracer)(
  orSkipped(
    hasTracer,
    `acts of the office while ballots come in, killed ${KILLS} times each at a random write`,
    "strace is not installed or not allowed here",
  ),
  () => {
    it("minting: either every slip of the new sheet counts or none, and the record knows of it", () => {
      const unused = async (deps: Deps): Promise<number> =>
        (await deps.roll.counts(acts.prepared.poll)).find(({ batch }) => batch === "C")!.unused;
      const recorded = async (deps: Deps): Promise<number> =>
        (await deps.office.inTransaction((office) => office.audit()))
          .filter(({ act, about }) => act === "tickets.minted" && about === acts.prepared.poll)
          .reduce((sum, { detail }) => sum + (JSON.parse(detail) as { count: number }).count, 0);
      const minted = async (deps: Deps): Promise<number> =>
        (await deps.roll.counts(acts.prepared.poll)).find(({ batch }) => batch === "C")!.minted;
      return acts.killAct(
        "mint",
        acts.prepared.poll,
        async (deps) => {
          expect([0, acts.prepared.printed]).toContain(await unused(deps));
          expect(await minted(deps)).toBeLessThanOrEqual(await recorded(deps));
        },
        async (deps) => expect(await unused(deps)).toBe(acts.prepared.printed),
      );
    });

    it("exchanging a slip: void, replaced and counted once, or nothing of it, however often the record says it was begun", () => {
      const look = async (deps: Deps): Promise<number> => {
        const counts = await deps.roll.counts(acts.prepared.poll);
        const { unused, voided, exchanged } = counts.find(({ batch }) => batch === "C")!;
        expect([unused, voided]).toEqual([acts.prepared.printed, exchanged]);
        const [row] = await deps.office.inTransaction((office) => office.polls(acts.prepared.sealed));
        expect((await countExchanges(deps, row!)).get("C")).toBe(exchanged);
        const lines = await deps.office.inTransaction((office) => office.auditOf("ticket.exchanged"));
        expect(lines.length).toBeGreaterThanOrEqual(exchanged);
        return exchanged;
      };
      return acts.killAct(
        "exchange",
        `${acts.prepared.poll} ${acts.prepared.slip}`,
        async (deps) => void (await look(deps)),
        async (deps) => expect(await look(deps)).toBe(1),
      );
    });

    it("sealing: a poll is sealed with all its keys or still a draft, and the round can go on being sealed", () => {
      const look = async (deps: Deps): Promise<string> => {
        const [row] = await deps.office.inTransaction((office) => office.polls(acts.prepared.draft));
        if (row!.state === "sealed") {
          const keys = await deps.roll.signingKeys(row!.id);
          expect(keys).toHaveLength(row!.plan!.forms.flatMap((form) => form.blocks).length);
          expect(await deps.roll.pollKeys(row!.id)).not.toBeNull();
        }
        return row!.state;
      };
      return acts.killAct(
        "seal",
        acts.prepared.draft,
        async (deps) => expect(["draft", "sealed"]).toContain(await look(deps)),
        async (deps) => expect(await look(deps)).toBe("sealed"),
      );
    });

    it.each([
      ["leave", ["a"]],
      ["give-up", ["a", "b"]],
    ] as const)(
      "%s a stack of paper: the drafts are there, or nothing of them in file and log",
      (act, gone) => {
        const look = async (deps: Deps): Promise<boolean> => {
          await resumeStacks(deps);
          const isThere = await holdsStack(deps, "a");
          const bytes = readdirSync(folder)
            .filter((name) => name.startsWith("office.db"))
            .map((name) => readFileSync(join(folder, name)).toString("latin1"))
            .join("");
          for (const account of gone)
            expect([account, bytes.includes(KEYED[account])]).toEqual([account, isThere]);
          if (act === "leave") expect(bytes).toContain(KEYED.b);
          const lines = (await deps.office.inTransaction((office) => office.audit())).map((line) => line.act);
          expect(lines.includes(act === "leave" ? "paper.left" : "paper.given-up")).toBe(!isThere);
          return isThere;
        };
        return acts.killAct(
          act,
          acts.prepared.poll,
          async (deps) => void (await look(deps)),
          async (deps) => expect(await look(deps)).toBe(false),
        );
      },
    );

    it("wiping a rehearsal: in the end no ticket, ballot, key or form of it in any file or log, and the record says so once", () => {
      const bytes = (): Buffer =>
        Buffer.concat(
          readdirSync(folder)
            .filter((name) => /^(office|box|roll)\.db/.test(name))
            .map((name) => readFileSync(join(folder, name))),
        );
      const { rehearsal, rehearsed } = acts.prepared;
      const wanted = [...rehearsed.forms.map((digest) => Buffer.from(digest)), ...rehearsed.keyIds];
      const wiped = async (deps: Deps): Promise<number> =>
        (await deps.office.inTransaction((office) => office.auditOf("rehearsal.wiped"))).filter(
          ({ about }) => about === rehearsal,
        ).length;
      acts.startOver();
      expect(wanted.filter((one) => !bytes().includes(one))).toEqual([]);
      return acts.killAct(
        "wipe",
        rehearsal,
        async (deps) => {
          // What a start finds of it goes on being erased; until it is gone, the office is asked to wipe it again.
          await resumeClosing(deps, KEEPER);
          const row = await deps.office.inTransaction((office) => office.poll(rehearsal));
          expect([row?.state ?? "gone", await wiped(deps)]).toEqual(
            row === null ? ["gone", 1] : [expect.stringMatching(/^(open|void)$/), 0],
          );
          if (row?.state !== "open") expect(await deps.roll.holds(rehearsal)).toBe(false);
        },
        async (deps) => {
          expect(await deps.office.inTransaction((office) => office.poll(rehearsal))).toBeNull();
          expect(await wiped(deps)).toBe(1);
          expect(wanted.filter((one) => bytes().includes(one))).toEqual([]);
        },
      );
    });

    it("exporting: a document is there whole or not at all", () => {
      const written = (): string[] => (existsSync(out) ? readdirSync(out) : []);
      const isWhole = (name: string): boolean => {
        const bytes = readFileSync(join(out, name));
        if (name.endsWith(".xlsx")) return bytes.subarray(-22, -18).toString("latin1") === "PK\x05\x06";
        if (name.endsWith(".json")) return typeof JSON.parse(bytes.toString("utf8")) === "object";
        return bytes.toString("utf8").endsWith("\n");
      };
      const look = (): Promise<void> => {
        for (const name of written())
          expect([name, name.endsWith(".tmp") || isWhole(name)]).toEqual([name, true]);
        return Promise.resolve();
      };
      return acts.killAct("export", acts.prepared.sealed, look, async () => {
        await look();
        expect(written().filter((name) => !name.endsWith(".tmp")).length).toBeGreaterThan(2);
      });
    });
  },
);

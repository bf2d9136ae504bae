/**
 * Child of `killing.ts`: does one act of the office on a data folder while ballots of another poll come in, to its
 * end unless it is killed, and prints which ballots were acknowledged.
 */
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { writeDocuments } from "../../../server/cli/write-documents.ts";
import { writeVerificationFolder } from "../../../server/cli/verify/write-verification-folder.ts";
import { openServices } from "../../../server/compose.ts";
import { ticketHashOf } from "../../../server/core/ticket/derive.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { exchangeTicket } from "../../../server/services/exchange-ticket.ts";
import { mintSheet } from "../../../server/services/mint-tickets.ts";
import { leaveStack } from "../../../server/services/paper/correct-stack.ts";
import { giveUpStack } from "../../../server/services/paper/erase-stacks.ts";
import { resumeStacks } from "../../../server/services/paper/merge-stack.ts";
import { wipeRehearsal } from "../../../server/services/rehearse-poll.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import { castRows } from "../../../server/store/box.case.ts";
import { BALLOTS, holdsStack, KEYER, STACK } from "./acts-folder.ts";
import { IMPORTS } from "./import-acts.ts";

const ACTS = {
  mint: (deps, poll) => mintSheet(deps, KEEPER, poll, "C", 2),
  /** Who was killed after it scans the slip again and is told that it is void. */
  exchange: async (deps, about) => {
    const [poll, slip] = about.split(" ") as [string, string];
    if ((await deps.roll.ticket(ticketHashOf(slip)))?.state === "unused")
      await exchangeTicket(deps, KEEPER, poll, { ticket: slip, batch: null });
  },
  seal: (deps, round) => sealRound(deps, KEEPER, round),
  /** Whoever left before the kill has nothing to leave any more. */
  leave: async (deps, poll) => {
    const place = { poll, session: STACK };
    if (await holdsStack(deps, "a")) await leaveStack(deps, KEYER, place, "有事离开");
  },
  "give-up": async (deps, poll) => {
    if (await holdsStack(deps, "b")) await giveUpStack(deps, KEYER, { poll, session: STACK }, "张数数错了");
  },
  /** A rehearsal that is gone has nothing to wipe any more. */
  wipe: async (deps, poll) => {
    const row = await deps.office.inTransaction((office) => office.poll(poll));
    if (row) await wipeRehearsal(deps, KEEPER, poll);
  },
  export: async (deps, round, out) => {
    const progress = () => {};
    await writeDocuments(deps, round, out, { formats: ["xlsx", "csv"], withTexts: false, progress });
    await writeVerificationFolder(deps, folder!, round, `${out}-sheet`);
  },
  ...IMPORTS,
  /** Opening an older folder brings it to the present shape. */
  migrate: () => Promise.resolve(),
} satisfies Readonly<Record<string, (deps: Deps, about: string, out: string) => Promise<unknown>>>;

/** What can be killed. */
export type Act = keyof typeof ACTS;

const BETWEEN_MS = 5;

/** A line for each ballot in the moment in which its phone would be told. */
async function castMeanwhile(deps: Deps, keyId: Uint8Array): Promise<void> {
  for (let i = 0; i < BALLOTS; i += 1) {
    const rows = castRows(keyId, "[1,2,3]", ["一"]);
    await deps.box.cast(rows);
    writeSync(1, `${Buffer.from(rows.spent.nullifier).toString("hex")}\n`);
    await sleep(BETWEEN_MS);
  }
}

const [act, folder, about, out, key] = process.argv.slice(2);
const { deps, close } = await openServices({ dataFolder: folder!, address: "https://ceping.test" });
// As every start does.
await resumeStacks(deps);
const doing = ACTS[act as Act](deps, about!, out!);
if (key) await castMeanwhile(deps, Buffer.from(key, "hex"));
await doing;
await close();

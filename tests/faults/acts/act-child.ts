/** Child of `killed-acts.test.ts`: does one act of the office on a data folder, to its end unless it is killed. */
import { readFileSync } from "node:fs";
import { writeDocuments } from "../../../server/cli/write-documents.ts";
import { writeVerificationFolder } from "../../../server/cli/verify/write-verification-folder.ts";
import { openServices } from "../../../server/compose.ts";
import { ticketHashOf } from "../../../server/core/ticket/derive.ts";
import { readParcel } from "../../../server/imports/read-parcel.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { exchangeTicket } from "../../../server/services/exchange-ticket.ts";
import { mintSheet } from "../../../server/services/mint-tickets.ts";
import { leaveStack } from "../../../server/services/paper/correct-stack.ts";
import { giveUpStack } from "../../../server/services/paper/erase-stacks.ts";
import { resumeStacks } from "../../../server/services/paper/merge-stack.ts";
import { takeParcel } from "../../../server/services/parcel/take-parcel.ts";
import { wipeRehearsal } from "../../../server/services/rehearse-poll.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import { holdsStack, KEYER, STACK, unitsAfter } from "./acts-folder.ts";

const ACTS: Readonly<Record<string, (deps: Deps, about: string, out: string) => Promise<unknown>>> = {
  mint: (deps, poll) => mintSheet(deps, KEEPER, poll, "C", 2),
  /** Who was killed after it scans the slip again and is told that it is void. */
  exchange: async (deps, about) => {
    const [poll, slip] = about.split(" ") as [string, string];
    if ((await deps.roll.ticket(ticketHashOf(slip)))?.state === "unused")
      await exchangeTicket(deps, KEEPER, poll, { ticket: slip, batch: null });
  },
  import: (deps, round) => saveUnits(deps, KEEPER, round, unitsAfter),
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
  /** What was taken in before the kill is not taken in again. */
  take: async (deps, file) => {
    const parcel = readParcel(readFileSync(file));
    const found = await deps.office.inTransaction((office) => office.parcels.find(parcel.id));
    if (!found) await takeParcel(deps, KEEPER, parcel);
  },
  /** Opening an older folder brings it to the present shape. */
  migrate: () => Promise.resolve(),
};

const [act, folder, about, out] = process.argv.slice(2);
const { deps, close } = await openServices({ dataFolder: folder!, address: "https://ceping.test" });
// As every start does.
await resumeStacks(deps);
await ACTS[act!]!(deps, about!, out!);
await close();

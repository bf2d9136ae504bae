/** Every state in which a page of the console opens a dialog, on one server. */
import { openPoll } from "../../server/services/change-poll-state.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { startRehearsal } from "../../server/services/rehearse-poll.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { archiveLongAgo, bringTask, closeEmpty, LAPTOP, openMaker } from "../journeys/brought-round.ts";
import { answerAndClose } from "../journeys/closed-round.ts";
import { approveAll, freezeAll } from "../journeys/freeze-round.ts";
import { putSheet, sheet } from "../journeys/key-paper.ts";
import { ROUND, testAssessment, testUnit } from "../journeys/start-server.ts";
import { FIRST } from "../journeys/three-installations.ts";
import { type FullConsole, startFullConsole } from "./console-places.ts";

/** Ids of rounds beside the open one and the draft, each in the state of its name. */
const ROUNDS = {
  sealed: "十五届县委第五轮巡察",
  rehearsed: "十五届县委第六轮巡察",
  away: "十五届县委第七轮巡察",
  frozen: "十五届县委第八轮巡察",
  archived: "十四届县委第九轮巡察",
} as const;

export interface DialogRounds extends FullConsole {
  readonly rounds: Readonly<Record<keyof typeof ROUNDS | "came" | "shared", string>>;
  readonly stop: () => Promise<void>;
}

/** Of another machine there are a task for this one, whose unit is closed, and one that this office is asked to authorise. */
export async function startDialogRounds(): Promise<DialogRounds> {
  const full = await startFullConsole();
  const { deps } = full.server;
  const ids = Object.entries(ROUNDS).map(async ([state, title]) => {
    const { id } = await createRound(deps, KEEPER, { ...ROUND, title });
    const unit = testUnit(`unit-${state}`, "县林业局党组", [4, 5, 11]);
    if (state !== "archived") await saveUnits(deps, KEEPER, id, [unit]);
    return [state, id] as const;
  });
  const own = Object.fromEntries(await Promise.all(ids)) as Record<keyof typeof ROUNDS, string>;
  const maker = await openMaker(deps);

  await sealRound(deps, KEEPER, own.sealed);
  await startRehearsal(deps, KEEPER, own.rehearsed, "unit-rehearsed");
  await dispatchGroup(deps, KEEPER, { round: own.away, group: FIRST, to: LAPTOP.fingerprint });
  await approveAll(deps, full.server.round);
  await freezeRound(full, own.frozen);
  await archiveLongAgo(deps, own.archived);
  await bringTask(deps, maker, "came", false);
  await bringTask(deps, maker, "shared", true);
  await maker.stop();
  await closeEmpty(deps, "came");
  const stack = `/polls/${full.server.polls.get("media")!}/stacks/${full.stack}`;
  await putSheet(full.person, stack, { at: 0, sheet: sheet() });
  await full.person.send("POST", `/rounds/${full.server.round}/exports`);
  return { ...full, rounds: { ...own, came: "came", shared: "shared" }, stop: () => full.server.stop() };
}

const pollsOf = ({ server }: FullConsole, round: string) =>
  server.deps.office.inTransaction((office) => office.polls(round));

async function freezeRound(full: FullConsole, round: string): Promise<void> {
  const { deps } = full.server;
  await saveAssessment(deps, KEEPER, round, "unit-frozen", testAssessment, null);
  await sealRound(deps, KEEPER, round);
  for (const { id } of await pollsOf(full, round)) {
    await openPoll(deps, KEEPER, id);
    await answerAndClose(full.server, id, 0.6);
  }
  await freezeAll(deps, round);
}

/** Sign-in asks for codes from now on, and everybody has enrolled a phone. Whoever is signed in stays so. */
export const useCodes = ({ server }: FullConsole): Promise<void> =>
  server.deps.office.inTransaction(async (office) => {
    await office.saveProfile({ hasKeepers: false, hasCodes: true });
    for (const { id } of await office.accounts()) {
      await office.secondFactors.begin(id, "GEZDGNBV");
      await office.secondFactors.confirm(id);
    }
  });

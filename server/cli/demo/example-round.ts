import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SURVEYS_FOLDER } from "../../places.ts";
import { readRoster } from "../../core/roster/read-roster.ts";
import { documentWords } from "../../core/documents/document-words.ts";
import type { RollSheetTyped } from "../../core/results/roll-sheet.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { UnitAssessment } from "../../core/scoring/scheme.ts";
import type { PollPlan } from "../../core/round/plan.ts";
import { roundShape } from "../../http/office/rounds/round-shape.ts";
import { readTables } from "../../imports/read-table.ts";
import { openPoll } from "../../services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../services/close-poll.ts";
import { createRound } from "../../services/create-round.ts";
import { type Deps, KEEPER } from "../../services/deps.ts";
import { localDay } from "../../services/documents/local-day.ts";
import { mintTickets } from "../../services/mint-tickets.ts";
import { saveAssessment } from "../../services/save-assessment.ts";
import { saveRollSheet } from "../../services/roll-sheet.ts";
import { saveUnits } from "../../services/save-units.ts";
import { sealRound } from "../../services/seal-round.ts";
import { demo as text } from "../../../web/text/cli.ts";
import type { PollRow } from "../../store/office.ts";
import { ProgressBar } from "./progress-bar.ts";
import { seeded } from "./simulated-answers.ts";
import { answerAll, httpPort, type SimulatedPerson } from "./simulated-staff.ts";

const FOLDER = join(SURVEYS_FOLDER, "example-round");

/** How a unit's people see it, from 0 to 1, by the order of the roster; the last unit stays open. */
const CLIMATES = [0.86, 0.93, 0.78, 0.7, 0.9, 0.42, 0.83, 0.95, 0.66, 0.8];

/** Loads the example round and takes it through every step. @returns the round's id */
export async function runExampleRound(deps: Deps, address: string): Promise<string> {
  const { round, units } = await importRound(deps);
  await seal(deps, round);
  const polls = await deps.office.inTransaction((office) => office.polls(round));
  const inOrder = units.map((unit) => polls.find((poll) => poll.unit === unit.id)!);
  const people = await mintAndOpen(deps, inOrder);
  await answer(address, people);
  await close(deps, inOrder.slice(0, -1));
  return round;
}

async function importRound(deps: Deps): Promise<{ round: string; units: readonly Unit[] }> {
  const bar = new ProgressBar(text.steps.roster);
  const read = async (name: string) => readFile(join(FOLDER, name));
  const tables = [
    ...(await readTables(await read("units.csv"), "units.csv")),
    ...(await readTables(await read("leaders.csv"), "leaders.csv")),
  ];
  const { units } = readRoster(tables, { categoryNames: deps.library.categoryNames });
  const settings = roundShape.parse(JSON.parse((await read("round.json")).toString("utf8")));
  const round = await createRound(deps, KEEPER, settings);
  await saveUnits(deps, KEEPER, round.id, units);
  const assessments = JSON.parse((await read("assessments.json")).toString("utf8")) as Record<
    string,
    UnitAssessment
  >;
  for (const unit of units) {
    const assessment = assessments[unit.name];
    if (assessment) await saveAssessment(deps, KEEPER, round.id, unit.id, assessment, null);
  }
  bar.end(null);
  return { round: round.id, units };
}

async function seal(deps: Deps, round: string): Promise<void> {
  const bar = new ProgressBar(text.steps.seal);
  let of = 0;
  await sealRound(deps, KEEPER, round, (at) => {
    of = at.of;
    bar.show(at.sealed, at.of);
  });
  bar.end(of);
}

/** Everybody gets a ticket of the right bag; in the last unit a third of the people have not come yet. */
async function mintAndOpen(deps: Deps, polls: readonly PollRow[]): Promise<SimulatedPerson[]> {
  const bar = new ProgressBar(text.steps.tickets);
  const people: SimulatedPerson[] = [];
  for (const [i, poll] of polls.entries()) {
    const live = await deps.live.get(poll.id);
    const isLast = i === polls.length - 1;
    for (const batch of live.plan.batches) {
      const sheet = await mintTickets(deps, KEEPER, poll.id, batch.id, {
        count: batch.eligible,
        voidUnused: false,
      });
      const come = isLast ? Math.floor((batch.eligible * 2) / 3) : batch.eligible;
      people.push(
        ...sheet.urls.slice(0, come).map((url) => ({ url, climate: CLIMATES[i % CLIMATES.length]! })),
      );
    }
    await openPoll(deps, KEEPER, poll.id);
    bar.show(i + 1, polls.length);
  }
  bar.end(polls.length);
  return people;
}

async function answer(address: string, people: readonly SimulatedPerson[]): Promise<void> {
  const bar = new ProgressBar(text.steps.answer);
  await answerAll(httpPort(address), people, seeded(20261120), (done) => bar.show(done, people.length));
  bar.end(people.length);
}

async function close(deps: Deps, polls: readonly PollRow[]): Promise<void> {
  const bar = new ProgressBar(text.steps.close);
  for (const [i, { id, plan }] of polls.entries()) {
    await beginClosing(deps, KEEPER, id, { second: null });
    await continueClosing(deps, KEEPER, id);
    await saveRollSheet(deps, KEEPER, id, rollSheetOf(plan!, documentWords.madeOn(localDay(deps.clock()))));
    bar.show(i + 1, polls.length);
  }
  bar.end(polls.length);
}

/** What the two who sign would have counted: everybody came and drew a ticket, nothing was left, lost or exchanged. */
function rollSheetOf({ batches }: PollPlan, time: string): RollSheetTyped {
  const due = batches.reduce((sum, { eligible }) => sum + eligible, 0);
  return {
    ...text.rollSheet,
    time,
    due,
    present: due,
    lost: 0,
    batches: batches.map(({ id, eligible }) => {
      return {
        batch: id,
        issued: eligible,
        exchanged: 0,
        returned: 0,
        left: 0,
        paperIssued: 0,
        paperReturned: 0,
      };
    }),
    note: "",
  };
}

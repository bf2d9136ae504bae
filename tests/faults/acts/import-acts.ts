/** What people bring in, as routes and commands do it with what they have read; each can be asked for again after a kill. */
import { readFileSync } from "node:fs";
import type { Table } from "../../../server/core/roster/table.ts";
import { readParcel } from "../../../server/imports/read-parcel.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { importAssessments, importPanels } from "../../../server/services/import-assessments.ts";
import { importBallots } from "../../../server/services/import-ballots.ts";
import { importRound } from "../../../server/services/import-round.ts";
import { mergeStack } from "../../../server/services/paper/merge-stack.ts";
import { takeParcel } from "../../../server/services/parcel/take-parcel.ts";
import { importRegister } from "../../../server/services/register/import-register.ts";
import { saveOwnForm } from "../../../server/services/save-own-form.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { KEYER, ROUND, unitsAfter } from "./acts-folder.ts";
import {
  AGREED,
  ASSESSED,
  BALLOTS_TITLE,
  broughtAnswers,
  HISTORY,
  JUDGED,
  ownForm,
  ROUND_ID,
} from "./import-tables.ts";

type Import = (deps: Deps, about: string) => Promise<unknown>;

const table = (rows: readonly (readonly string[])[]): readonly Table[] => [
  { sheet: "表", rows, firstRow: 1, spread: new Set() },
];
const everybody = (): boolean => true;

/** What was taken in before the kill is not taken in again. */
const take: Import = async (deps, file) => {
  const parcel = readParcel(readFileSync(file));
  const found = await deps.office.inTransaction(
    async (office) => (await office.parcels.find(parcel.id)) ?? (await office.keptParcels.find(parcel.id)),
  );
  if (!found) await takeParcel(deps, KEEPER, parcel);
};

const titles = (deps: Deps): Promise<readonly string[]> =>
  deps.office.inTransaction(async (office) => (await office.rounds()).map(({ round }) => round.title));

export const IMPORTS = {
  roster: (deps, round) => saveUnits(deps, KEEPER, round, unitsAfter),
  register: (deps) => importRegister(deps, KEEPER, table(HISTORY)),
  assessments: (deps, round) => importAssessments(deps, KEEPER, round, table(ASSESSED), everybody),
  panels: (deps, round) => importPanels(deps, KEEPER, round, table(JUDGED), everybody),
  /** Whoever finds the round there does not bring it once more. */
  round: async (deps) => {
    const request = { ...ROUND, id: ROUND_ID, title: "第九轮" };
    if (!(await titles(deps)).includes(request.title)) await importRound(deps, KEEPER, request, unitsAfter);
  },
  ballots: async (deps) => {
    if ((await titles(deps)).includes(BALLOTS_TITLE)) return;
    const { instrument: shipped } = deps.library.instruments.get("leadership-team")!;
    const request = { title: BALLOTS_TITLE, scheme: "political-ecology", ...broughtAnswers(shipped) };
    await importBallots(deps, KEEPER, request);
  },
  form: async (deps) => {
    const { instrument } = deps.library.instruments.get("leadership-team")!;
    const { id, version, text } = ownForm(instrument);
    const found = await deps.office.inTransaction((office) => office.ownForm(id, version));
    if (!found) await saveOwnForm(deps, KEEPER, text);
  },
  /** Two have keyed the same; a start has ended it, once they have signed. */
  merge: async (deps, poll) => {
    const session = await deps.office.inTransaction(({ paper }) => paper.session(AGREED));
    const both = { ...KEYER, second: { account: "b", name: "乙" } };
    if (session) await mergeStack(deps, both, poll, AGREED);
  },
  take,
  "take-task": take,
  "take-template": take,
  "take-result": take,
} satisfies Readonly<Record<string, Import>>;

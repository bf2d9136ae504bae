/** The folder of `acts-folder.ts` in which everything that people bring in can be brought in once more. */
import { writeFileSync } from "node:fs";
import { openServices } from "../../../server/compose.ts";
import { paperForm } from "../../../server/core/documents/paper-form.ts";
import { installationFingerprint } from "../../../server/core/parcel/installation-fingerprint.ts";
import type { Parcel } from "../../../server/core/parcel/parcel.ts";
import { createRound } from "../../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { NEW_STACK } from "../../../server/services/paper/find-stack.ts";
import { dispatchGroup } from "../../../server/services/parcel/dispatch-group.ts";
import { makeResult } from "../../../server/services/parcel/make-result.ts";
import { makeTemplate } from "../../../server/services/parcel/make-template.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { freezeAll } from "../../journeys/freeze-round.ts";
import { testUnit } from "../../journeys/start-server.ts";
import {
  bytesOf,
  draftRound,
  FIRST,
  holdRound,
  type Installation,
  openInstallationAt,
  trustEachOther,
} from "../../journeys/three-installations.ts";
import { type ActsFolder, prepareActsFolder, ROUND } from "./acts-folder.ts";
import { AGREED, AGREED_SHEETS } from "./import-tables.ts";

export interface ImportsFolder extends ActsFolder {
  /** Rounds in draft of `unitsAssessed`: of the usual scheme, and of one with a panel of judges. */
  readonly assessed: string;
  readonly judged: string;
  /** An open poll, and the form and bag of which a stack of paper lies there that two have keyed alike. */
  readonly open: string;
  /** Files that hold a 任务包 of the round `given`, a 模板包 and a 结果包 for this office. */
  readonly files: { readonly task: string; readonly template: string; readonly result: string };
  /** How many lines of each act the record has. */
  readonly told: ReadonlyMap<string, number>;
}

/** Of the 任务包. */
export const GIVEN = "given";
export const unitsGiven = [
  { ...testUnit("weather", "县气象局党组", [2, 3, 5]), group: FIRST },
  { ...testUnit("earth", "县地震局党组", [2, 3, 5]), group: FIRST },
];
const unitsAssessed = [
  testUnit("water", "县水利局党组", [5, 10, 14]),
  testUnit("roads", "县交通局党组", [5, 10, 14]),
];

export async function prepareImportsFolder(dataFolder: string): Promise<ImportsFolder> {
  const acts = await prepareActsFolder(dataFolder);
  const { deps, close } = await openServices({ dataFolder, address: "https://ceping.test" });
  try {
    const assessed = await roundToAssess(deps, "political-ecology");
    const judged = await roundToAssess(deps, "thousand-points");
    const open = (await deps.roll.pollOfKey(acts.openKeyId))!;
    await keyAlike(deps, open);
    const files = await parcelsFor(deps, dataFolder);
    const told = new Map<string, number>();
    for (const { act } of await deps.office.inTransaction((office) => office.audit()))
      told.set(act, (told.get(act) ?? 0) + 1);
    return { ...acts, assessed, judged, open, files, told };
  } finally {
    await close();
  }
}

async function roundToAssess(deps: Deps, scheme: string): Promise<string> {
  const { id } = await createRound(deps, KEEPER, { ...ROUND, title: `评${scheme}`, scheme });
  await saveUnits(deps, KEEPER, id, unitsAssessed);
  return id;
}

/** Both are through and have marked the same, on the first questions of each sheet. */
async function keyAlike(deps: Deps, poll: string): Promise<void> {
  const { forms } = await deps.live.get(poll);
  const { marks } = paperForm(forms.get("leadership-team")!.form);
  const keyed = marks.map(({ kind }, at) => (kind === "choice" && at < 3 ? 0 : null));
  const sheets = Array.from({ length: AGREED_SHEETS }, () => ({ isVoid: false, marks: keyed }));
  await deps.office.inTransaction(async ({ paper }) => {
    const place = { id: AGREED, poll, batch: "C", instrument: "leadership-team" };
    await paper.saveSession({ ...NEW_STACK, ...place, sheets: AGREED_SHEETS, signed: null });
    for (const account of ["a", "b"])
      await paper.saveKeying({ session: AGREED, account, sheets, isDone: true });
  });
}

/** From an office above, and from a county. */
async function parcelsFor(deps: Deps, dataFolder: string): Promise<ImportsFolder["files"]> {
  const fingerprint = installationFingerprint(deps.signer.publicKey);
  const stop = (): Promise<void> => Promise.resolve();
  const office: Installation = { deps, dataFolder, databaseUrl: null, fingerprint, stop };
  const [city, county] = [await openInstallationAt("a laptop"), await openInstallationAt("a laptop")];
  const write = async (name: string, parcel: Parcel): Promise<string> => {
    const file = `${dataFolder}-${name}.zip`;
    writeFileSync(file, await bytesOf(parcel));
    return file;
  };
  try {
    await trustEachOther(city, office, "县委巡察办");
    await trustEachOther(office, county, "青河县委巡察办");
    await draftRound(city, GIVEN, unitsGiven);
    const to = fingerprint;
    const task = await dispatchGroup(city.deps, KEEPER, { round: GIVEN, group: FIRST, to });
    const template = await makeTemplate(city.deps, KEEPER, {
      title: "县级用",
      to: [to],
      ...allOf(city.deps),
    });
    await draftRound(county, "of-county", unitsGiven);
    await holdRound(county, "of-county");
    await freezeAll(county.deps, "of-county");
    const result = await makeResult(county.deps, KEEPER, { round: "of-county", to });
    return {
      task: await write("task", task),
      template: await write("template", template),
      result: await write("result", result),
    };
  } finally {
    await city.stop();
    await county.stop();
  }
}

const allOf = ({ library: { instruments, schemes } }: Deps) => ({
  forms: [...instruments.values()].map(({ instrument: { id, version } }) => ({ instrument: id, version })),
  schemes: [...schemes.keys()],
});

/** Four installations that gave one another a parcel of each kind, and somebody to whom such a parcel is brought again and again. */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { openServices, type Services } from "../../../server/compose.ts";
import type { Parcel } from "../../../server/core/parcel/parcel.ts";
import { isProblem } from "../../../server/core/problem.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { dispatchGroup } from "../../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../../server/services/parcel/hand-in.ts";
import { makeResult } from "../../../server/services/parcel/make-result.ts";
import { makeTemplate } from "../../../server/services/parcel/make-template.ts";
import { takeParcel } from "../../../server/services/parcel/take-parcel.ts";
import { freezeGrades } from "../../../server/services/review/take-step.ts";
import { problemLine } from "../../../web/text/problems.ts";
import { approveAll } from "../../journeys/freeze-round.ts";
import {
  draftRound,
  FIRST,
  holdingsOf,
  holdRound,
  type Installation,
  openInstallationAt,
  SECOND,
  trustEachOther,
  UNITS,
} from "../../journeys/three-installations.ts";
import { verifyFolder } from "../verify-kit.ts";

const ROUND_ID = "r2026";
/** So many refusals in a row are followed by a look at what the installation holds. */
const REFUSED_TOGETHER = 20;
/** Refusals are on record, so a folder that was refused much to is taken anew. */
const REFUSED_MAX = 500;

/** Somebody to whom a parcel is brought again and again: as they were before, once they have taken one. */
export class Recipient {
  #services: Services | null = null;
  #folder = "";
  #before: unknown;
  #refused = 0;

  constructor(
    private readonly pristine: string,
    readonly parcel: Parcel,
    readonly from: Installation,
  ) {}

  async take(parcel: Parcel): Promise<"taken" | "refused"> {
    const deps = await this.#open();
    try {
      await takeParcel(deps, KEEPER, parcel);
    } catch (error) {
      if (!isProblem(error)) throw error;
      expect(problemLine(error)).toMatch(/[一-龥]{6}/);
      this.#refused += 1;
      if (this.#refused % REFUSED_TOGETHER === 0) expect(await this.#holdings()).toEqual(this.#before);
      if (this.#refused === REFUSED_MAX) await this.close();
      return "refused";
    }
    await this.#services?.close();
    expect((await verifyFolder(this.#folder, null)).differences).toEqual([]);
    await this.close();
    return "taken";
  }

  async #open() {
    if (this.#services) return this.#services.deps;
    this.#folder = mkdtempSync(join(tmpdir(), "plumbline-taking-"));
    cpSync(this.pristine, this.#folder, { recursive: true });
    this.#services = await openServices({ dataFolder: this.#folder, address: "http://127.0.0.1" });
    this.#before = await this.#holdings();
    this.#refused = 0;
    return this.#services.deps;
  }

  async #holdings(): Promise<unknown> {
    const held = await holdingsOf({ deps: this.#services!.deps } as Installation, ROUND_ID);
    const incoming = join(this.#folder, "closed/incoming");
    return { held, incoming: existsSync(incoming) ? readdirSync(incoming) : [] };
  }

  async close(): Promise<void> {
    await this.#services?.close();
    this.#services = null;
    if (this.#folder !== "") rmSync(this.#folder, { recursive: true, force: true });
  }
}

export type Kind = Parcel["manifest"]["kind"];
export const KINDS = ["sealed", "task", "template", "result"] as const satisfies readonly Kind[];

export interface Prepared {
  readonly recipients: Readonly<Record<Kind, Recipient>>;
  dispose(): Promise<void>;
}

/** An office with two groups and a county below it; each recipient is as it was before it got its parcel. */
export async function prepareParcels(): Promise<Prepared> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-pristine-"));
  const open = () => openInstallationAt("a laptop");
  const all = await Promise.all([open(), open(), open(), open()]);
  const [office, first, second, county] = all as [Installation, Installation, Installation, Installation];
  await trustEachOther(office, first, "一组的笔记本");
  await trustEachOther(office, second, "二组的笔记本");
  await trustEachOther(office, county, "青河县委巡察办");
  await draftRound(office, ROUND_ID);
  const give = (to: Installation, group: string) =>
    dispatchGroup(office.deps, KEEPER, { round: ROUND_ID, group, to: to.fingerprint });
  await takeParcel(first.deps, KEEPER, await give(first, FIRST));
  await holdRound(first, ROUND_ID);
  const task = await give(second, SECOND);
  const { instruments, schemes } = office.deps.library;
  const template = await makeTemplate(office.deps, KEEPER, {
    title: "县级用",
    to: [second.fingerprint, county.fingerprint],
    forms: [...instruments.values()].map(({ instrument: { id, version } }) => ({ instrument: id, version })),
    schemes: [...schemes.keys()],
  });
  const sealed = await handIn(first.deps, KEEPER, ROUND_ID, null);
  const result = await resultOf(county, office);
  for (const one of [office, second])
    cpSync(one.dataFolder, join(folder, one.fingerprint), { recursive: true });
  const at = (one: Installation) => join(folder, one.fingerprint);
  const recipients = {
    sealed: new Recipient(at(office), sealed, first),
    task: new Recipient(at(second), task, office),
    template: new Recipient(at(second), template, office),
    result: new Recipient(at(office), result, county),
  };
  await Promise.all(all.map((one) => one.stop()));
  return {
    recipients,
    async dispose() {
      for (const recipient of Object.values(recipients)) await recipient.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Of a round of its own whose grades are approved. */
async function resultOf(county: Installation, office: Installation): Promise<Parcel> {
  await draftRound(county, ROUND_ID, UNITS.slice(0, 2));
  await holdRound(county, ROUND_ID);
  await approveAll(county.deps, ROUND_ID);
  await freezeGrades(county.deps, KEEPER, ROUND_ID);
  return makeResult(county.deps, KEEPER, { round: ROUND_ID, to: office.fingerprint });
}

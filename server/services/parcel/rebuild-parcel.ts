import type { Parcel, ParcelOf } from "../../core/parcel/parcel.ts";
import { Problem } from "../../core/problem.ts";
import type { KeptParcelRow } from "../../store/office.ts";
import type { Deps } from "../deps.ts";
import { parcelOfRow } from "./keep-parcel.ts";
import { rebuildTask } from "./rebuild-task.ts";
import { requireKept } from "./require-complete.ts";

type Kept = KeptParcelRow["kind"];

/**
 * A 模板包 that was made here, once more: a stick that was full is no reason for another edition.
 *
 * @throws Problem parcel.unknown, also for a 结果包
 */
export const rebuildTemplate = (deps: Pick<Deps, "office">, id: string): Promise<ParcelOf<"template">> =>
  rebuildKept(deps, id, "template");

/**
 * A 结果包 of this round that was made here, once more. It tells results, so that it ends with the round's closed files.
 *
 * @throws Problem parcel.unknown, also for one of another round; round.destroyed
 */
export async function rebuildResult(
  deps: Pick<Deps, "office">,
  round: string,
  id: string,
): Promise<ParcelOf<"result">> {
  const parcel = await rebuildKept(deps, id, "result");
  if (parcel.manifest.round !== round) throw new Problem("parcel.unknown", {});
  await deps.office.inTransaction((office) => requireKept(office, round));
  return parcel;
}

/** Any parcel that can be written once more. @throws Problem parcel.unknown, round.destroyed */
export async function rebuildParcel(deps: Pick<Deps, "office">, id: string): Promise<Parcel> {
  const kept = await deps.office.inTransaction(({ keptParcels }) => keptParcels.find(id));
  if (!kept) return rebuildTask(deps, id);
  if (kept.kind === "template") return rebuildTemplate(deps, id);
  const { manifest } = parcelOfRow(kept) as ParcelOf<"result">;
  return rebuildResult(deps, manifest.round, id);
}

async function rebuildKept<K extends Kept>(
  deps: Pick<Deps, "office">,
  id: string,
  kind: K,
): Promise<ParcelOf<K>> {
  const row = await deps.office.inTransaction(({ keptParcels }) => keptParcels.find(id));
  if (!row || row.isIncoming || row.kind !== kind) throw new Problem("parcel.unknown", {});
  return parcelOfRow(row) as ParcelOf<K>;
}

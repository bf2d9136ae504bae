import type { Parcel } from "../../core/parcel/parcel.ts";
import { Problem } from "../../core/problem.ts";
import type { Deps } from "../deps.ts";
import { parcelOfRow } from "./keep-parcel.ts";
import { rebuildTask } from "./rebuild-task.ts";

/**
 * A 模板包 or 结果包 that was made here, once more: a stick that was full is no reason for another edition.
 *
 * @throws Problem parcel.unknown
 */
export async function rebuildKept(deps: Pick<Deps, "office">, id: string): Promise<Parcel> {
  const row = await deps.office.inTransaction(({ keptParcels }) => keptParcels.find(id));
  if (!row || row.isIncoming) throw new Problem("parcel.unknown", {});
  return parcelOfRow(row);
}

/** Any parcel that can be written once more. @throws Problem parcel.unknown */
export async function rebuildParcel(deps: Pick<Deps, "office">, id: string): Promise<Parcel> {
  const isKept = await deps.office.inTransaction(({ keptParcels }) => keptParcels.find(id));
  return isKept ? rebuildKept(deps, id) : rebuildTask(deps, id);
}

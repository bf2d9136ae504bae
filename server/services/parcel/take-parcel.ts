import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { isKind, type Parcel, type ParcelOf } from "../../core/parcel/parcel.ts";
import { isProblem } from "../../core/problem.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { importTask, type TakenTask } from "./import-task.ts";
import { importResult, type TakenResult } from "./import-result.ts";
import { importTemplate, type TakenTemplate } from "./import-template.ts";
import { takeIn, type TakenSealed } from "./take-in.ts";

export type Taken = TakenTask | TakenSealed | TakenTemplate | TakenResult;

/**
 * Takes in whatever somebody brings on a stick. A refusal is on record with its reason; nothing else of it stays.
 *
 * @throws Problem as `importTask`, `takeIn`, `importTemplate`, `importResult`
 */
export async function takeParcel(deps: Deps, who: Actor, parcel: Parcel): Promise<Taken> {
  try {
    if (isKind(parcel, "task")) return await importTask(deps, who, parcel);
    if (isKind(parcel, "sealed")) return await takeIn(deps, who, parcel);
    if (isKind(parcel, "template")) return await importTemplate(deps, who, parcel);
    return await importResult(deps, who, parcel as ParcelOf<"result">);
  } catch (error) {
    if (isProblem(error)) await noteRefused(deps, who, parcel, reasonOf(error));
    throw error;
  }
}

/** About this installation, not about a round: a sheet that was signed keeps its digest whatever is brought. */
const noteRefused = (deps: Deps, who: Actor, { id, manifest }: Parcel, reason: string): Promise<void> =>
  deps.office.inTransaction((office) =>
    audit(deps, office, who, "parcel.refused", installationFingerprint(deps.signer.publicKey), {
      kind: manifest.kind,
      digest: id,
      reason,
    }),
  );

function reasonOf(error: unknown): string {
  if (isProblem(error, "parcel.refused")) return error.facts.reason;
  if (isProblem(error, "parcel.findings")) {
    return [...new Set(error.facts.findings.map(({ finding }) => finding))].join(" ");
  }
  return isProblem(error) ? error.code : "";
}

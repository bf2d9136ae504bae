import { installationFingerprint, PUBLIC_KEY_BYTES } from "../../core/parcel/installation-fingerprint.ts";
import { sharedWith } from "../../core/parcel/manifest.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { Problem } from "../../core/problem.ts";
import { concatBytes, utf8Bytes } from "../../core/ticket/bytes.ts";
import { inFours } from "../../core/ticket/crockford.ts";
import { verifySigned } from "../../keys/open-signer.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { rebuildTask } from "./rebuild-task.ts";
import { parcelRefused } from "./require-signed.ts";

/**
 * 交叉巡察: the other office signs the manifest of a 任务包 that it took in, the very same bytes. Only with both signatures is it
 * taken by the group's installation.
 *
 * @param who with the second person, who agrees
 * @throws Problem parcel.unknown for a task that this installation is not asked to authorise, or of whose units one has come
 *   back or is void
 */
export async function authoriseTask(
  deps: Deps,
  who: Actor,
  { round, group }: { readonly round: string; readonly group: string },
): Promise<ParcelOf<"task">> {
  const own = installationFingerprint(deps.signer.publicKey);
  const rows = await deps.office.inTransaction((office) => office.parcels.of(round));
  const tasks = rows.filter((one) => one.kind === "task" && !one.isIncoming && one.group === group);
  const row = tasks.toSorted((a, b) => a.edition - b.edition).at(-1);
  if (!row) throw new Problem("parcel.unknown", {});
  const task = await rebuildTask(deps, row.id);
  if (sharedWith(task.manifest) !== own) throw new Problem("parcel.unknown", {});
  const signature = deps.signer.sign(utf8Bytes(task.manifestText));
  await deps.office.inTransaction(async (office) => {
    const facts = { kind: "task", group, edition: row.edition, fingerprint: row.other, digest: row.id };
    await audit(deps, office, who, "parcel.authorised", round, facts);
  });
  return { ...task, countersignature: concatBytes(deps.signer.publicKey, signature) };
}

/**
 * A task that two offices authorise carries the signature of the other one, which is on the list here.
 *
 * @throws Problem parcel.refused (not-authorised, unknown-signer, revoked-signer)
 */
export async function requireAuthorised(
  office: Pick<OfficeTransaction, "installations">,
  { manifest, manifestText, countersignature }: ParcelOf<"task">,
): Promise<void> {
  const other = sharedWith(manifest);
  if (other === null) return;
  const publicKey = countersignature?.subarray(0, PUBLIC_KEY_BYTES);
  if (!countersignature || !publicKey || installationFingerprint(publicKey) !== other) {
    throw parcelRefused("not-authorised", inFours(other));
  }
  const signature = countersignature.subarray(PUBLIC_KEY_BYTES);
  if (!verifySigned(publicKey, utf8Bytes(manifestText), signature)) {
    throw parcelRefused("not-authorised", inFours(other));
  }
  const known = await office.installations.find(other);
  if (!known) throw parcelRefused("unknown-signer", inFours(other));
  if (known.revoked) throw parcelRefused("revoked-signer", known.name);
}

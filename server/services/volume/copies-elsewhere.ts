import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { readManifest, recipientsOf } from "../../core/parcel/manifest.ts";
import { fromBase64Url } from "../../core/ticket/bytes.ts";
import type { ElsewhereCopy } from "../../core/volume/destruction.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import type { Deps } from "../deps.ts";

/**
 * Installations other than this one that signed or were sent a 封存包 of a round, each once a group, in the order of the
 * parcels: each keeps its copy until people destroy it there.
 *
 * @param round id
 */
export async function copiesElsewhere(
  { signer }: Pick<Deps, "signer">,
  office: Pick<OfficeTransaction, "parcels" | "installations">,
  round: string,
): Promise<readonly ElsewhereCopy[]> {
  const names = new Map((await office.installations.all()).map((one) => [one.fingerprint, one.name]));
  const own = installationFingerprint(signer.publicKey);
  const found = new Map<string, ElsewhereCopy>();
  for (const { kind, group, manifest: text } of await office.parcels.of(round)) {
    if (kind !== "sealed") continue;
    const manifest = readManifest(text);
    const holders = [installationFingerprint(fromBase64Url(manifest.from)), ...recipientsOf(manifest)];
    for (const fingerprint of holders)
      if (fingerprint !== own)
        found.set(`${fingerprint} ${group}`, { name: names.get(fingerprint) ?? "", fingerprint, group });
  }
  return [...found.values()];
}

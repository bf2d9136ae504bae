import { installationFingerprint } from "../../../core/parcel/installation-fingerprint.ts";
import type { Deps } from "../../../services/deps.ts";
import type { InstallationsAnswer } from "../answers-parcels.ts";

export async function presentInstallations(
  deps: Pick<Deps, "office" | "signer">,
): Promise<InstallationsAnswer> {
  const rows = await deps.office.inTransaction(({ installations }) => installations.all());
  return {
    own: installationFingerprint(deps.signer.publicKey),
    others: rows.map(({ fingerprint, name, trustedAtUtc, isCity, revoked }) => ({
      fingerprint,
      name,
      trustedAtUtc,
      isCity,
      revoked: revoked && { atUtc: revoked.atUtc, reason: revoked.reason },
    })),
  };
}

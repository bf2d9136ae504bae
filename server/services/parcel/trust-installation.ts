import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { Problem } from "../../core/problem.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { requireTrusted } from "./require-trusted.ts";

type TrustDeps = Pick<Deps, "office" | "clock" | "signer">;

export interface InstallationToTrust {
  /** As `readInstallationFingerprint` gives it, compared aloud or on paper with the other installation. */
  readonly fingerprint: string;
  readonly name: string;
}

/**
 * From now on parcels of another installation are taken.
 *
 * @param who with the second person, who has compared the fingerprint too
 * @throws Problem installation.own, installation.known
 */
export async function trustInstallation(
  deps: TrustDeps,
  who: Actor,
  { fingerprint, name }: InstallationToTrust,
): Promise<void> {
  if (fingerprint === installationFingerprint(deps.signer.publicKey)) {
    throw new Problem("installation.own", {});
  }
  await deps.office.inTransaction(async (office) => {
    const known = await office.installations.find(fingerprint);
    if (known) {
      throw new Problem("installation.known", { name: known.name, isRevoked: known.revoked !== null });
    }
    await office.installations.add({ fingerprint, name, trustedAtUtc: deps.clock().toISOString() });
    await audit(deps, office, who, "installation.trusted", fingerprint, { title: name });
  });
}

/**
 * From now on nothing signed by an installation is taken, for good: a laptop that was lost may be in anybody's hands.
 *
 * @param who with the second person, who agrees
 * @param reason on record as it is typed
 * @throws Problem installation.unknown
 */
export async function revokeInstallation(
  deps: TrustDeps,
  who: Actor,
  fingerprint: string,
  reason: string,
): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const { name } = await requireTrusted(office, fingerprint);
    await office.installations.revoke(fingerprint, { atUtc: deps.clock().toISOString(), reason });
    await audit(deps, office, who, "installation.revoked", fingerprint, { title: name, reason });
  });
}

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
  /** The office above this one: only its 模板包 are taken. Absent: it is not. */
  readonly isCity?: boolean;
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
  { fingerprint, name, isCity = false }: InstallationToTrust,
): Promise<void> {
  if (fingerprint === installationFingerprint(deps.signer.publicKey)) {
    throw new Problem("installation.own", {});
  }
  await deps.office.inTransaction(async (office) => {
    const known = await office.installations.find(fingerprint);
    if (known) {
      throw new Problem("installation.known", { name: known.name, isRevoked: known.revoked !== null });
    }
    await office.installations.add({ fingerprint, name, isCity, trustedAtUtc: deps.clock().toISOString() });
    await audit(deps, office, who, "installation.trusted", fingerprint, { title: name, isCity });
  });
}

/**
 * Says of a trusted installation whether it is the office above this one. While it is not, nothing it gave out before is in force.
 *
 * @param who with the second person, who agrees
 * @throws Problem installation.unknown
 */
export async function setCity(
  deps: TrustDeps,
  who: Actor,
  fingerprint: string,
  isCity: boolean,
): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const { name, isCity: isCityBefore } = await requireTrusted(office, fingerprint);
    await office.installations.setCity(fingerprint, isCity);
    const facts = { title: name, isCityBefore, isCity };
    await audit(deps, office, who, "installation.city-set", fingerprint, facts);
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

import { Problem } from "../../core/problem.ts";
import type { OfficeTransaction, TrustedInstallation } from "../../store/office.ts";

/** @throws Problem installation.unknown for one that is not known, or revoked */
export async function requireTrusted(
  office: { readonly installations: Pick<OfficeTransaction["installations"], "find"> },
  fingerprint: string,
): Promise<TrustedInstallation> {
  const known = await office.installations.find(fingerprint);
  if (!known || known.revoked) throw new Problem("installation.unknown", {});
  return known;
}

/** @throws Problem installation.unknown; installation.not-city for one that is not the office above this one */
export async function requireCity(
  office: { readonly installations: Pick<OfficeTransaction["installations"], "find"> },
  fingerprint: string,
): Promise<TrustedInstallation> {
  const known = await requireTrusted(office, fingerprint);
  if (!known.isCity) throw new Problem("installation.not-city", { name: known.name });
  return known;
}

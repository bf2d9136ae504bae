import type { RoundReturns } from "../../../services/parcel/read-returns.ts";
import type { TrustedInstallation } from "../../../store/office.ts";
import type { ReturnsAnswer } from "../answers-parcels.ts";

export function presentReturns(
  { cameIn, groups, away, missing }: RoundReturns,
  trusted: readonly TrustedInstallation[],
): ReturnsAnswer {
  return {
    cameIn: cameIn && { group: cameIn.group, edition: cameIn.edition, name: cameIn.name },
    groups: groups.map(({ group, task, units }) => ({
      group,
      task: task && {
        id: task.id,
        edition: task.edition,
        atUtc: task.atUtc,
        name: task.name,
        fingerprint: task.fingerprint,
        shared: task.shared && { name: task.shared.name, asksUs: task.shared.asksUs },
      },
      units: units.map(({ id, name, state, takenInAtUtc, handedInAtUtc }) => ({
        id,
        name,
        state,
        takenInAtUtc,
        handedInAtUtc,
      })),
    })),
    away,
    missing,
    trusted: trusted
      .filter(({ revoked }) => revoked === null)
      .map(({ fingerprint, name }) => ({ fingerprint, name })),
  };
}

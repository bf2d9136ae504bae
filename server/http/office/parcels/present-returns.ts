import type { RoundReturns } from "../../../services/parcel/read-returns.ts";
import type { TrustedInstallation } from "../../../store/office.ts";
import type { ReturnsAnswer } from "../answers-parcels.ts";

export function presentReturns(
  { cameIn, groups, away, waiting, missing }: RoundReturns,
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
        isOut: task.isOut,
      },
      units: units.map(({ id, name, state, takenInAtUtc, handedInAtUtc, mayBeMissing }) => ({
        id,
        name,
        state,
        takenInAtUtc,
        handedInAtUtc,
        mayBeMissing,
      })),
    })),
    away,
    waiting,
    missing,
    trusted: trusted
      .filter(({ revoked }) => revoked === null)
      .map(({ fingerprint, name }) => ({ fingerprint, name })),
  };
}

/** What a recount prints, for people and as JSON. */
import { inFours } from "../core/ticket/crockford.ts";
import type { Difference } from "../core/results/difference.ts";
import { differenceSentence, verifyText } from "../../web/text/verify.ts";

/** What is told of a recount; see `Verification`. */
export interface ReportedVerification {
  readonly isBound: boolean;
  readonly rounds: readonly {
    readonly round: string;
    readonly title: string;
    readonly units: number;
    readonly closed: number;
    readonly ballots: number;
    /** Of a round whose closed files were destroyed by rule; absent: as null. */
    readonly destroyed?: Parameters<typeof verifyText.destroyed>[2] | null;
    readonly sheet: { readonly digest: string } | null;
  }[];
  readonly differences: readonly Difference[];
  /** Of a 归档包: its own digest, and the fingerprint of the installation that signed it. */
  readonly volume?: {
    readonly digest: string;
    readonly fingerprint: string;
    readonly madeOn: string;
    readonly files: number;
  } | null;
}

/** What `--json` prints: counts, recomputed digests and every difference with its sentence. */
export function presentVerification({ isBound, rounds, differences, volume = null }: ReportedVerification) {
  return {
    ok: differences.length === 0,
    bound: isBound,
    rounds: rounds.map(({ round, title, units, closed, ballots, sheet, destroyed = null }) => {
      const counted = { round, title, units, closed, ballots, sheet: sheet?.digest ?? null };
      return destroyed ? { ...counted, destroyed: presentDestroyed(destroyed) } : counted;
    }),
    differences: differences.map((difference) => {
      const { code, unit, poll, facts } = difference;
      return { code, unit, poll, facts, sentence: differenceSentence(difference) };
    }),
    ...(volume && {
      volume: {
        digest: volume.digest,
        fingerprint: volume.fingerprint,
        madeOn: volume.madeOn,
        files: volume.files,
      },
    }),
  };
}

type Destroyed = NonNullable<ReportedVerification["rounds"][number]["destroyed"]>;

const presentDestroyed = (gone: Destroyed) => ({
  destroyedAtUtc: gone.destroyedAtUtc,
  by: gone.by,
  second: gone.second,
  reason: gone.reason,
  digest: gone.digest,
  files: gone.files,
  volumes: gone.volumes,
  backups: gone.backups,
  remaining: gone.remaining,
});

export function verificationLines({
  isBound,
  rounds,
  differences,
  volume = null,
}: ReportedVerification): string[] {
  const [first] = differences;
  const signed = volume
    ? verifyText.volume(volume.files, volume.madeOn, volume.digest, inFours(volume.fingerprint))
    : [];
  const counted = rounds.flatMap(({ title, closed, units, ballots, sheet, destroyed }) =>
    destroyed
      ? verifyText.destroyed(title, units, destroyed)
      : [
          verifyText.round(title, closed, units, ballots),
          ...(sheet ? [verifyText.digest(sheet.digest)] : []),
        ],
  );
  if (first)
    return [verifyText.different(differenceSentence(first), differences.length), ...counted, ...signed];
  if (rounds.length === 0) return [verifyText.nothing];
  return [...counted, ...signed, isBound ? verifyText.bound : verifyText.consistent];
}

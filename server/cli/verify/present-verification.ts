/** What a recount prints, for people and as JSON. */
import type { Verification } from "../../services/verify/verify.ts";
import { differenceSentence, verifyText } from "../../../web/text/verify.ts";

/** What `--json` prints: counts, recomputed digests and every difference with its sentence. */
export function presentVerification({ isBound, rounds, differences }: Verification) {
  return {
    ok: differences.length === 0,
    bound: isBound,
    rounds: rounds.map(({ round, title, units, closed, ballots, sheet }) => {
      return { round, title, units, closed, ballots, sheet: sheet?.digest ?? null };
    }),
    differences: differences.map((difference) => {
      const { code, unit, poll, facts } = difference;
      return { code, unit, poll, facts, sentence: differenceSentence(difference) };
    }),
  };
}

export function verificationLines({ isBound, rounds, differences }: Verification): string[] {
  const [first] = differences;
  const counted = rounds.flatMap(({ title, closed, units, ballots, sheet }) => [
    verifyText.round(title, closed, units, ballots),
    ...(sheet ? [verifyText.digest(sheet.digest)] : []),
  ]);
  if (first) return [verifyText.different(differenceSentence(first), differences.length), ...counted];
  if (rounds.length === 0) return [verifyText.nothing];
  return [...counted, isBound ? verifyText.bound : verifyText.consistent];
}

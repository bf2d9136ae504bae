import type { ReviewAct } from "../../../core/review/review.ts";

/** An act of the review, field by field. */
export function presentAct(act: ReviewAct): ReviewAct {
  switch (act.kind) {
    case "judged":
    case "frozen":
      return { kind: act.kind };
    case "cap-decided": {
      const { kind, cap, title, evidence, confirmed, reason } = act;
      return { kind, cap, title, evidence, confirmed, reason };
    }
    case "proposed": {
      const { kind, computed, printed, grade, reason } = act;
      return { kind, computed, printed, grade, reason };
    }
    case "reviewed":
      return { kind: act.kind, opinion: act.opinion };
    case "returned":
      return { kind: act.kind, reason: act.reason };
    case "approved": {
      const { kind, grade, meeting, reason } = act;
      return { kind, grade, meeting, reason };
    }
    case "reopened":
      return { kind: act.kind, from: act.from, reason: act.reason };
    case "recounted": {
      const { kind, fileDigest, values, ballots, isSame, findings } = act;
      return {
        kind,
        fileDigest,
        values: values.map(({ title, before, now }) => ({ title, before, now })),
        ballots,
        isSame,
        findings: findings.map(({ code, instrument }) => ({ code, ...(instrument && { instrument }) })),
      };
    }
  }
}

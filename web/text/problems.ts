import type { ProblemCode, ProblemFacts } from "../../server/core/problem.ts";
import type { Notice, Place } from "./notice.ts";
import type { ProblemTexts } from "./problem-texts.ts";
import { officeProblems } from "./problems-office.ts";
import { parcelProblems } from "./problems-parcels.ts";
import { slipProblems } from "./problems-slip.ts";
import { phoneProblems } from "./problems-phone.ts";
import { reviewProblems } from "./problems-review.ts";
import { fullDisk, storeProblems } from "./problems-store.ts";
import { volumeProblems } from "./problems-volume.ts";
import { refusals } from "./refusals.ts";

/** Every refusal of the catalogue in words; a new code does not compile until it has a text. */
export const problems = {
  ...phoneProblems,
  ...officeProblems,
  ...parcelProblems,
  ...reviewProblems,
  ...storeProblems,
  ...volumeProblems,
  ...slipProblems,
  "store.storage-full": (facts, place) =>
    place.isOffice ? fullDisk : phoneProblems["store.storage-full"](facts, place),
} satisfies ProblemTexts;

/** What a `{ code, facts }` body holds; `code` may come from a newer server. */
export interface ProblemBody {
  readonly code: string;
  readonly facts?: unknown;
}

/** A refusal as title, reason and what to do; a code that is not in the catalogue gives the sentence for the unexpected. */
export function explainProblem(body: ProblemBody, place: Place = {}): Notice {
  if (!Object.hasOwn(problems, body.code)) return refusals.unexpected();
  const text = (problems as ProblemTexts)[body.code as ProblemCode] as (
    facts: ProblemFacts[ProblemCode],
    place: Place,
  ) => Notice;
  return text((body.facts ?? {}) as ProblemFacts[ProblemCode], place);
}

/** The same on one line, for the command line: "没有登录。用户名或密码不对。请核对后再试。" */
export function problemLine(body: ProblemBody): string {
  const { title, reason, action } = explainProblem(body, { isOffice: true });
  return `${title}。${reason}${action}`;
}

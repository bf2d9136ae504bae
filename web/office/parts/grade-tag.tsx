/** A grade: word, shape and fill. Outside a grade column 较好 is written 较好等次, because it is an answer option too. */
import type { ReactElement } from "react";
import type { Grade } from "../../../server/core/scoring/scheme.ts";
import { score } from "../../text/console-results.ts";

const tones: { readonly [grade in Grade]: string } = { 良好: "good", 较好: "fair", 较差: "poor" };

export const GradeTag = ({
  grade,
  full,
}: {
  readonly grade: Grade;
  readonly full?: boolean;
}): ReactElement => <span className={`grade ${tones[grade]}`}>{full ? score.gradeWord(grade) : grade}</span>;

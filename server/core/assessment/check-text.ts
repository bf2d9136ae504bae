/** Scores and texts as people type them into an assessment. */
import { hasPrivateNumber } from "../roster/private-number.ts";
import { ASSESSMENT } from "./sentences.ts";

export const REASON_LENGTH_MAX = 300;
const SCORE = /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/;
const HIDDEN = /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u;

export type Report = (path: string, sentence: string) => void;

/** 0–100 with at most two decimals, as a person writes it. */
export const isScore = (score: string | number): boolean => SCORE.test(String(score));

/** A reason or an opinion: limited, no control characters, no number of a person. */
export function checkText(text: string, path: string, report: Report, max = REASON_LENGTH_MAX): void {
  const length = [...text].length;
  if (length > max) report(path, ASSESSMENT.tooLong(length, max));
  if (HIDDEN.test(text)) report(path, ASSESSMENT.control);
  if (hasPrivateNumber(text)) report(path, ASSESSMENT.privateNumber);
}

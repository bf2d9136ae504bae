/** Whether the answers of a question are the steps of one short scale, to be shown joined. */
export interface Choice {
  readonly value: unknown;
  readonly text: string;
}

export interface ScaleOf<C extends Choice> {
  readonly steps: readonly C[];
  /** 不了解: stands apart because it is not a step. */
  readonly apart: C;
}

const STEP_LETTERS_MAX = 4;
const DONT_KNOW = /^(不了解|不清楚|弃权)$/;

/**
 * Two to four steps of at most four letters, and 不了解 last.
 *
 * @param dontKnow values that the frozen form knows to leave the base
 * @returns null when the choices are better listed one below the other
 */
export function scaleOf<C extends Choice>(
  choices: readonly C[],
  dontKnow: readonly unknown[],
): ScaleOf<C> | null {
  const apart = choices[choices.length - 1];
  if (!apart || !isDontKnow(apart, dontKnow)) return null;
  const steps = choices.slice(0, -1);
  const isShort = steps.every(
    (step) => [...step.text].length <= STEP_LETTERS_MAX && !isDontKnow(step, dontKnow),
  );
  return steps.length >= 2 && steps.length <= 4 && isShort ? { steps, apart } : null;
}

export function isDontKnow(choice: Choice, dontKnow: readonly unknown[]): boolean {
  return dontKnow.includes(choice.value) || DONT_KNOW.test(choice.text);
}

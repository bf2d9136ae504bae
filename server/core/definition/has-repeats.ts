/** Whether two of the answers in one column are the same; letters count alike in both cases, as survey-core compares. */
export function hasRepeats(given: readonly unknown[]): boolean {
  const kept = given.flatMap((one) =>
    one === null || one === undefined ? [] : [JSON.stringify(one).toLowerCase()],
  );
  return new Set(kept).size !== kept.length;
}

/**
 * Closes one after the other. One that cannot be closed keeps none of the following open.
 *
 * @throws the first of their errors, once all were tried
 */
export async function closeInTurn(...steps: readonly (() => Promise<unknown> | void)[]): Promise<void> {
  const failed: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
}

/**
 * Runs in the page: whether nothing of what has the focus can be seen, because a bar that sticks lies over it or it stands
 * outside the window (WCAG 2.2, 2.4.11). What is pressed through a label is seen by its label.
 */
export function isFocusCovered(): boolean {
  const one = document.activeElement as HTMLElement | null;
  if (!one || one === document.body || one.tagName === "IFRAME") return false;
  const shown = one.closest("label") ?? one;
  const { left, top, width, height } = shown.getBoundingClientRect();
  const parts = [0.04, 0.25, 0.5, 0.75, 0.96];
  return !parts.some((across) =>
    parts.some((down) => {
      const hit = document.elementFromPoint(left + width * across, top + height * down);
      return hit !== null && shown.contains(hit);
    }),
  );
}

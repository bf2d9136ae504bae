/** Moves the reading focus; a heading or an answer gets it, never a text field by itself, so no keyboard opens. */
export function focusHeading(): void {
  // In the preview's frame it would be taken from the field in which the form is being written.
  if (parent !== window && !document.hasFocus()) return;
  document.querySelector<HTMLElement>("#page h1")?.focus({ preventScroll: true });
}

/** The first question that holds up the step, on a page of several leaders with the name over it, comes under the head line and its first answer takes the focus. */
export function focusFirstFault(): void {
  const fault = document.querySelector<HTMLElement>("#page .missing-row, #page .q.missing");
  if (!fault) return;
  const head = document.querySelector<HTMLElement>(".where")?.offsetHeight ?? 0;
  const top = fault.closest(".card-of-leader.short") ?? fault;
  window.scrollTo(0, window.scrollY + top.getBoundingClientRect().top - head - 8);
  fault.querySelector<HTMLElement>("input, select, textarea")?.focus({ preventScroll: true });
}

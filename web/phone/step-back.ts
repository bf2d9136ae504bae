/**
 * The phone's back button goes back one step within the page, and never shows a form again that is received. One entry
 * of the history stands above the page's own for as long as there is a step to go back to; it holds nothing.
 *
 * @source docs/decisions/0043-the-back-button.md
 */
import { isKiosk } from "./kiosk/is-kiosk.ts";

let step: (() => void) | null = null;

/**
 * What the back button does while the page in view stands; null lets it leave. The group's tablet adds nothing to its
 * history, so there the button always leaves.
 */
export function onStepBack(act: (() => void) | null): void {
  step = act;
  if (act !== null && !isKiosk() && !isFramed() && !standsAbove()) history.pushState({ step: true }, "");
}

/** Goes back as the button does. */
export function stepBack(): void {
  if (standsAbove()) history.back();
  else takeStep();
}

/** Previewed in the console, whose history it is. */
const isFramed = (): boolean => window.parent !== window;

const standsAbove = (): boolean => (history.state as { step?: unknown } | null)?.step === true;

function takeStep(): void {
  const act = step;
  step = null;
  act?.();
}

window.addEventListener("popstate", () => {
  // Forward again, or another slip scanned into this tab: neither is a step back.
  if (standsAbove() || location.hash !== "") return;
  if (step !== null) takeStep();
  else history.back();
});

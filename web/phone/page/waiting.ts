/** The page shown while there is no answer: what is safe, and a button that counts down to the next attempt. */
import type { Notice } from "../../text/notice.ts";
import { landing } from "../../text/landing.ts";
import { phone } from "../../text/phone.ts";
import { refusals } from "../../text/refusals.ts";
import { unansweredOf, waitSeconds, type Unanswered } from "../retry-wait.ts";
import { h, type Child } from "./element.ts";
import { showSay } from "./say.ts";

export interface Waiting {
  /** What happened, by the kind of failure and the seconds to the next attempt. */
  readonly notice: (kind: Unanswered, seconds: number) => Notice;
  readonly between?: () => readonly Child[];
  readonly more?: readonly (readonly [string, Child])[];
  /** The button's label while an attempt runs. */
  readonly busy: string;
}

/**
 * Tries until there is an answer or a refusal; in between the waiting page stands. The phone coming back online
 * and the button try at once.
 */
export async function untilAnswered<T>(act: () => Promise<T>, waiting: Waiting): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await act();
    } catch (error) {
      const kind = unansweredOf(error);
      if (kind === null) throw error;
      await pause(kind, waitSeconds(failures, Math.random()), waiting);
    }
  }
}

async function pause(kind: Unanswered, seconds: number, waiting: Waiting): Promise<void> {
  const button = h("button", { class: "btn primary", type: "button" }, refusals.retryIn(seconds));
  showSay({
    scene: kind === "offline" ? "waiting" : "busy",
    notice: waiting.notice(kind, seconds),
    between: waiting.between?.() ?? [],
    more: waiting.more ?? [],
    bar: [button],
  });
  await new Promise<void>((resolve) => {
    let left = seconds;
    const timer = setInterval(() => {
      left -= 1;
      if (left <= 0) go();
      else button.textContent = refusals.retryIn(left);
    }, 1000);
    function go(): void {
      clearInterval(timer);
      window.removeEventListener("online", go);
      resolve();
    }
    window.addEventListener("online", go);
    button.addEventListener("click", go);
  });
  button.textContent = waiting.busy;
  button.disabled = true;
}

/** For no answer before anything was filled in. */
export const OPENING: Waiting = {
  notice: (kind, seconds) => (kind === "busy" ? refusals.busy(seconds) : phone.notReached),
  busy: landing.loading,
};

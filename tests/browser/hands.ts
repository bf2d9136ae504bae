/** What hands do on a page, counted by the page itself, and how long that takes by the keystroke-level model. */
import type { Page } from "playwright-core";

export interface Hands {
  /** Of the mouse; a file is two, the button and the file. */
  readonly clicks: number;
  /** Fields that something was typed into or chosen in. */
  readonly fields: number;
  /** Keys for words, Enter too; a Chinese character is four: three letters of its sound and the choice of it. */
  readonly letters: number;
  /** Keys for passwords. */
  readonly codes: number;
}

const NAMES = ["clicks", "fields", "letters", "codes"] as const;

/** Counts from the next page on, over reloads too. */
export const countHands = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const add = (name: string, by: number): void => {
      sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name) ?? 0) + by));
    };
    const keysOf = (text: string): number =>
      [...text].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 4 : 1), 0);
    const typed = new WeakMap<EventTarget, number>();
    // A button that Enter presses has no click of the mouse.
    addEventListener("click", (event) => event.isTrusted && event.detail > 0 && add("clicks", 1), true);
    addEventListener("keydown", () => add("letters", 1), true);
    addEventListener(
      "input",
      ({ target }) => {
        if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
        if (target.type === "file") return add("clicks", 2);
        const [before, now] = [typed.get(target), keysOf(target.value)];
        if (before === undefined) add("fields", 1);
        add(target.type === "password" ? "codes" : "letters", Math.max(0, now - (before ?? 0)));
        typed.set(target, now);
      },
      true,
    );
  });

export async function handsOn(page: Page): Promise<Hands> {
  const counted = await page.evaluate(
    (names) => names.map((name) => Number(sessionStorage.getItem(name) ?? 0)),
    [...NAMES],
  );
  return Object.fromEntries(NAMES.map((name, at) => [name, counted[at]!])) as unknown as Hands;
}

export const together = (...all: readonly Hands[]): Hands =>
  Object.fromEntries(
    NAMES.map((name) => [name, all.reduce((sum, one) => sum + one[name], 0)]),
  ) as unknown as Hands;

/**
 * Seconds of each operator, for somebody who is no typist and does all of it for the first time: a thought stands before
 * every click and every field, the hand goes to the mouse and back to the keys each time, passwords are typed as complex
 * codes. What the machine takes to answer is not in it.
 *
 * @source S. K. Card, T. P. Moran, A. Newell, The Keystroke-Level Model for User Performance Time with Interactive
 *   Systems, Communications of the ACM 23 (1980) 396–410, figure 1
 */
const OPERATORS = { think: 1.35, hand: 0.4, point: 1.1, press: 0.2, letter: 0.28, code: 0.75 } as const;

export function minutesOf({ clicks, fields, letters, codes }: Hands): number {
  const { think, hand, point, press, letter, code } = OPERATORS;
  const click = think + hand + point + press;
  const field = click + hand;
  return (clicks * click + fields * field + letters * letter + codes * code) / 60;
}

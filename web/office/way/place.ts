/**
 * Where somebody is on a page: the row at the top of the window, what is scrolled within the page, and the focus. It is
 * brought back row by row as its lists come in, since the height of rows that were not drawn yet is only a guess.
 */

interface Mark {
  readonly path: string;
  /** CSS pixels below the top of the window. */
  readonly top: number;
}

export interface Place {
  readonly y: number;
  /** A row and the piece of a long list that it stands in, nearest first; none at the top of a page. */
  readonly marks: readonly Mark[];
  readonly scrolled: readonly { readonly path: string; readonly left: number; readonly top: number }[];
  /** Of what had the focus within the page. */
  readonly focus: string | null;
}

const ROWS = "main tr:not(.gap), main section, main h2, main li";
/** A click alone is what readers of the screen and control by voice send. */
const HANDS = ["wheel", "touchstart", "pointerdown", "keydown", "click"];
/** Data that has not come by then leaves the page where it is. */
const PATIENCE_MS = 15_000;
/** Nothing has moved for that long: the heights of pieces above come one after the other. */
const STILL_MS = 1_000;

/** What is being brought back; anybody's hand ends it. */
let running = 0;
let brought: { readonly run: number; readonly place: Place } | null = null;

/** Whoever scrolls, presses or types is not moved any more. Call once. */
export function noticeHands(): void {
  for (const hand of HANDS) addEventListener(hand, () => void running++, { capture: true, passive: true });
}

/** Where the page stands, or is on its way to. */
export function placeNow(): Place {
  if (brought?.run === running) return brought.place;
  const main = document.querySelector("main");
  const active = document.activeElement;
  const isWithin = main !== null && active !== main && main.contains(active);
  return {
    y: scrollY,
    marks: scrollY > 0 ? marksNow() : [],
    scrolled: [...document.querySelectorAll("main *")]
      .filter(({ scrollLeft, scrollTop }) => scrollLeft + scrollTop > 0)
      .map((one) => ({ path: pathOf(one), left: one.scrollLeft, top: one.scrollTop })),
    focus: isWithin ? pathOf(active!) : null,
  };
}

/** A new page, for eyes and for readers of the screen. */
export function beginAtTop(): void {
  running += 1;
  scrollTo(0, 0);
  requestAnimationFrame(() => focusMain());
}

export function bringBack(place: Place): void {
  running += 1;
  const own = running;
  brought = { run: own, place };
  const until = performance.now() + PATIENCE_MS;
  let movedAt = performance.now();
  const step = (): void => {
    if (own !== running) return;
    const now = performance.now();
    if (!isBrought(place)) movedAt = now;
    if (now - movedAt < STILL_MS && now < until) requestAnimationFrame(step);
    else brought = null;
  };
  requestAnimationFrame(step);
}

function isBrought({ y, marks, scrolled, focus }: Place): boolean {
  focusAgain(focus);
  const mark = marks.find(({ path }) => document.querySelector(path));
  if (mark) scrollBy(0, topOf(mark) - mark.top);
  else scrollTo(0, y);
  const areScrolled = scrolled.map(({ path, left, top }) => {
    const one = document.querySelector(path);
    one?.scrollTo(left, top);
    return one !== null && Math.abs(one.scrollLeft - left) <= 1 && Math.abs(one.scrollTop - top) <= 1;
  });
  const isThere =
    marks.length === 0 ? scrollY === y : mark === marks[0] && Math.abs(topOf(mark!) - mark!.top) <= 1;
  return isThere && areScrolled.every(Boolean);
}

const topOf = ({ path }: Mark): number => document.querySelector(path)!.getBoundingClientRect().top;

/** The first row that is seen whole below the bar, and its piece. */
function marksNow(): readonly Mark[] {
  const line = document.querySelector("header.chrome")?.getBoundingClientRect().bottom ?? 0;
  let first: Element | null = null;
  let top = Number.POSITIVE_INFINITY;
  for (const one of document.querySelectorAll(ROWS)) {
    const box = one.getBoundingClientRect();
    if (box.height === 0 || box.top < line || box.top >= top) continue;
    [first, top] = [one, box.top];
  }
  if (!first) return [];
  const piece = first.closest(".piece");
  return [first, ...(piece && piece !== first ? [piece] : [])].map((one) => ({
    path: pathOf(one),
    top: one.getBoundingClientRect().top,
  }));
}

/** Where it stands among its neighbours, from the page down. */
function pathOf(element: Element): string {
  const parts: string[] = [];
  for (let one = element; one !== document.body && one.parentElement; one = one.parentElement)
    parts.unshift(`${one.localName}:nth-child(${[...one.parentElement.children].indexOf(one) + 1})`);
  return ["body", ...parts].join(" > ");
}

/** Does not take the focus from whoever has it already. */
function focusAgain(path: string | null): void {
  if (hasFocusWithin()) return;
  const before = path === null ? null : document.querySelector<HTMLElement>(path);
  if (before) before.focus({ preventScroll: true });
  else focusMain();
}

function focusMain(): void {
  const main = document.querySelector("main");
  if (!hasFocusWithin() && document.activeElement !== main) main?.focus({ preventScroll: true });
}

function hasFocusWithin(): boolean {
  const active = document.activeElement;
  return active?.closest("main") !== null && active?.localName !== "main" && active !== document.body;
}

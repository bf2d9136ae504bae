/**
 * What somebody was typing when their session ended by itself. It stays in the memory of this tab, never on disk, and
 * goes back into the same fields once the same account has signed in again; passwords and codes of tickets never stay.
 */
import { useEffect, useSyncExternalStore } from "react";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface Kept {
  readonly account: string;
  readonly address: string;
  /** Fields by where they stand: text, or whether a box is ticked. */
  readonly fields: Map<string, string | boolean>;
  /** What pages hold beside their fields, by the names they gave it. */
  readonly parts: Map<string, unknown>;
}

/** none: nothing stays. waiting: nobody has signed in again. back: what was on the page is in its fields again. */
export type KeptState = "none" | "waiting" | "back";

const CONTROLS =
  "textarea, select, input:not([type=password]):not([type=file]):not([type=hidden]):not([readonly])";
let kept: Kept | null = null;
let state: KeptState = "none";
const holders = new Map<string, () => unknown>();
const touched = new WeakSet<EventTarget>();
const listeners = new Set<() => void>();
let observer: MutationObserver | null = null;

/** Begins to notice which fields somebody has changed. Call once, before the console is drawn. */
export function noticeTyping(): void {
  const notice = ({ target }: Event): void => void (target && touched.add(target));
  document.addEventListener("input", notice, true);
  document.addEventListener("change", notice, true);
  // Another page has other fields; what was not given back by then is not wanted any more.
  addEventListener("hashchange", () => kept && location.hash !== kept.address && forgetTyping());
}

/** Takes what is half typed on the page; call while it still stands there. */
export function keepTyping(account: string): void {
  const fields = new Map<string, string | boolean>();
  for (const [place, control] of controls()) if (touched.has(control)) fields.set(place, valueOf(control));
  const parts = new Map<string, unknown>();
  for (const [name, held] of holders) if (held() !== undefined) parts.set(name, held());
  if (fields.size + parts.size === 0) return;
  kept = { account, address: location.hash, fields, parts };
  say("waiting");
}

/** Gives it back to the same account, field by field as they appear; from any other account it is thrown away. */
export function giveBackTyping(account: string): void {
  if (!kept) return;
  if (kept.account !== account || location.hash !== kept.address) return forgetTyping();
  say("back");
  observer = new MutationObserver(fillSoon);
  observer.observe(document.body, { childList: true, subtree: true });
  fillSoon();
}

/**
 * Has something kept that stands in no field of the page: a text in an editor, a sheet keyed with the keyboard.
 *
 * @param name what it is, the same before and after
 * @param held undefined: nothing that would be lost
 */
export function useHeld(name: string, held: unknown): void {
  useEffect(() => {
    holders.set(name, () => held);
    return () => void holders.delete(name);
  }, [name, held]);
}

/** What was held under this name when the session ended; given back once, to the same account. */
export function takeHeld<T>(name: string): T | undefined {
  if (state !== "back") return undefined;
  const held = kept?.parts.get(name) as T | undefined;
  kept?.parts.delete(name);
  return held;
}

export function forgetTyping(): void {
  kept = null;
  observer?.disconnect();
  observer = null;
  say("none");
}

export const useKeptTyping = (): KeptState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );

function say(next: KeptState): void {
  state = next;
  for (const listener of listeners) listener();
}

const fillSoon = (): void => void setTimeout(fillOne, 0);

/** One field a turn: the page draws what it did before the next one is filled. */
function fillOne(): void {
  if (!kept || !observer) return;
  const fields = kept.fields;
  const next = controls().find(([place]) => fields.has(place));
  if (!next) return;
  const [place, control] = next;
  const value = fields.get(place);
  fields.delete(place);
  if (value !== undefined) fill(control, value);
  fillSoon();
}

/** As if it were typed: the page hears of it by the events it listens to anyway. */
function fill(control: Control, value: string | boolean): void {
  if (typeof value === "boolean") {
    if (control instanceof HTMLInputElement && control.checked !== value) control.click();
    return;
  }
  // React overlooks a value that was set through its own setter.
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value")?.set;
  setter?.call(control, value);
  control.dispatchEvent(new Event("input", { bubbles: true }));
  if (control instanceof HTMLSelectElement) control.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Every field that may be kept, with where it stands: its dialog, its label, and the how-manieth of that kind. */
function controls(): (readonly [string, Control])[] {
  const seen = new Map<string, number>();
  return [...document.querySelectorAll<Control>(CONTROLS)]
    .filter((control) => !control.closest("[data-forget]"))
    .map((control) => {
      const dialog = control.closest("dialog")?.querySelector("h2")?.textContent ?? "";
      const label = control.labels?.[0]?.textContent ?? control.getAttribute("aria-label") ?? "";
      const own = isTick(control) ? control.value : "";
      const place = JSON.stringify([dialog, control.type, control.name, label, own]);
      const count = seen.get(place) ?? 0;
      seen.set(place, count + 1);
      return [`${place} ${count}`, control] as const;
    });
}

const isTick = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");

const valueOf = (control: Control): string | boolean => (isTick(control) ? control.checked : control.value);

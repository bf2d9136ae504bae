/** Forms with typed changes that nobody has saved: leaving the page, going back and closing the tab ask first. */
import { useLayoutEffect, useState, useSyncExternalStore } from "react";
import { holdPage, letPageGo } from "./hold-page.ts";

const forms = new Set<object>();
const listeners = new Set<() => void>();
/** What is done once somebody agrees to lose what is typed. */
let asked: (() => void) | null = null;

export const hasUnsaved = (): boolean => forms.size > 0;

/**
 * Of every form with a save button.
 *
 * @returns lets go of what is typed, for a form that leaves its own page once it is saved
 */
export function useUnsaved(isUnsaved: boolean): () => void {
  const [form] = useState(() => ({}));
  useLayoutEffect(() => {
    if (!isUnsaved) return;
    hold(form);
    return () => letGo(form);
  }, [form, isUnsaved]);
  return () => letGo(form);
}

/** Does it at once when nothing would be lost, and otherwise once somebody has agreed. */
export function askFirst(act: () => void): void {
  if (!hasUnsaved()) return act();
  say(act);
}

export const stay = (): void => say(null);

export function leave(): void {
  const act = asked;
  for (const form of forms) letGo(form);
  say(null);
  act?.();
}

/** Whether the question is to be shown. */
export const useAsked = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked !== null,
  );

function say(next: (() => void) | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function hold(form: object): void {
  forms.add(form);
  holdPage(form);
}

function letGo(form: object): void {
  forms.delete(form);
  letPageGo(form);
}

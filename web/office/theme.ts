/** Light or dark: as the system is set, or as the person chose on this machine. Charts listen to redraw. */
import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const KEY = "plumbline.theme";
const changed = new EventTarget();
const dark = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");
let isPrinting = false;

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  apply();
}

/** What is shown now; paper is always light. */
export function shownTheme(): "light" | "dark" {
  if (isPrinting) return "light";
  const theme = chosenTheme();
  return theme === "system" ? (dark().matches ? "dark" : "light") : theme;
}

function apply(): void {
  document.documentElement.dataset["theme"] = shownTheme();
  changed.dispatchEvent(new Event("change"));
}

/** Sets the theme now and keeps it right; called once, before the first render. */
export function followTheme(): void {
  const printing = (is: boolean) => () => {
    isPrinting = is;
    apply();
  };
  apply();
  dark().addEventListener("change", apply);
  addEventListener("beforeprint", printing(true));
  addEventListener("afterprint", printing(false));
}

function subscribe(listener: () => void): () => void {
  changed.addEventListener("change", listener);
  return () => changed.removeEventListener("change", listener);
}

/** Where a page is written without a screen, it is written for paper. */
export const useShownTheme = (): "light" | "dark" =>
  useSyncExternalStore(subscribe, shownTheme, () => "light" as const);
export const useChosenTheme = (): Theme => useSyncExternalStore(subscribe, chosenTheme);

/** The frame every page outside the forms stands in: head with the mark and the 大字 switch, body, bottom bar. */
import { landing } from "../../text/landing.ts";
import { words } from "../../text/words.ts";
import { onStepBack } from "../step-back.ts";
import { isLargeType, setLargeType } from "../theme.ts";
import { markDrawing } from "./drawings.ts";
import { fillPage, h, type Child } from "./element.ts";

export interface Frame {
  readonly title: string;
  readonly body: readonly Child[];
  readonly bar?: readonly Child[];
  readonly hasTypeSwitch?: boolean;
}

/** Replaces what the page shows, scrolls to its top and hands the reading focus to its heading. */
export function showPage({ title, body, bar = [], hasTypeSwitch = true }: Frame): HTMLElement {
  document.title = title;
  onStepBack(null);
  const page = h(
    "div",
    { class: "page" },
    pageTop(hasTypeSwitch),
    h("main", { class: "body" }, ...body),
    bar.length > 0 && h("div", { class: "bar" }, ...bar),
  );
  fillPage(page);
  window.scrollTo(0, 0);
  const heading = page.querySelector("h1");
  if (heading) {
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
  }
  return page;
}

/** The mark and the 大字 switch. */
export function pageTop(hasTypeSwitch = true): HTMLElement {
  const mark = h("span", { class: "mark" }, markDrawing(), words.product);
  return h("header", { class: "top" }, mark, hasTypeSwitch && typeSwitch());
}

/** 大字 for as long as the page is open; it stands on every page with something to read or to choose. */
export function typeSwitch(): HTMLElement {
  const button = h(
    "button",
    { class: "btn quiet", type: "button", "aria-pressed": String(isLargeType()), click: press },
    h("span", { "aria-hidden": "true" }, "Aa"),
    landing.largeType,
  );
  function press(): void {
    setLargeType(!isLargeType());
    button.setAttribute("aria-pressed", String(isLargeType()));
  }
  return button;
}

/** The one filled button of a page. */
export function primaryButton(label: string, act: () => void): HTMLButtonElement {
  return h("button", { class: "btn primary", type: "button", click: act }, label);
}

/** The filled button says what is going on, keeps its width and takes no second press. */
export function showBusy(label: string): void {
  const button = document.querySelector<HTMLButtonElement>(".bar .primary");
  if (!button) return;
  button.style.minWidth = `${button.offsetWidth}px`;
  button.textContent = label;
  button.disabled = true;
}

/** Stands when the first answer takes longer than a blink. */
export function showSkeleton(): void {
  const lines = ["40%", "70%", "55%", "100%", "100%", "100%"].map((width) => {
    const line = h("div", { class: "skeleton" });
    line.style.width = width;
    return line;
  });
  showPage({
    title: landing.loading,
    body: [h("p", { class: "sr", role: "status" }, landing.loading), ...lines],
  });
}

/** The ends of the way: everything received, or found to have been received before. */
import { kiosk } from "../../text/kiosk.ts";
import { done, receipt } from "../../text/receipt.ts";
import { phone } from "../../text/phone.ts";
import { refusals } from "../../text/refusals.ts";
import { isKiosk } from "../kiosk/is-kiosk.ts";
import { tablet } from "../kiosk/tablet.ts";
import type { PollDocument } from "../poll-document.ts";
import { inFours } from "../../../server/core/ticket/crockford.ts";
import { sceneDrawing } from "./drawings.ts";
import { h, withNumber } from "./element.ts";
import { primaryButton, showPage } from "./frame.ts";
import { contactOf } from "./refusal.ts";
import { showSay } from "./say.ts";

export interface ReceiptLine {
  readonly title: string;
  /** null when another device got it. */
  readonly receipt: string | null;
}

export interface Standing {
  readonly title: string;
  readonly state: "received" | "waits" | "open";
}

/** How each form stands while one of them waits to be received. */
export function standings(lines: readonly Standing[]): HTMLElement {
  const classes = { received: "in", waits: "waits", open: "" };
  return h(
    "ul",
    { class: "rows", "aria-live": "polite" },
    ...lines.map(({ title, state }) =>
      h("li", {}, h("span", {}, title), h("span", { class: classes[state] }, phone.state[state])),
    ),
  );
}

/** The receipts live in this page only and go with it. */
export function showDone(poll: PollDocument, lines: readonly ReceiptLine[], isOpen: boolean): void {
  const list = h("div", { id: "receipts", hidden: true }, receiptSlip(poll, lines));
  const toggle = h(
    "button",
    { class: "link", type: "button", "aria-expanded": "false", "aria-controls": "receipts", click: flip },
    done.receiptLink,
  );
  function flip(): void {
    list.hidden = !list.hidden;
    toggle.setAttribute("aria-expanded", String(!list.hidden));
    toggle.textContent = list.hidden ? done.receiptLink : phone.receiptsHide;
  }
  showPage({
    title: done.title,
    hasTypeSwitch: false,
    body: [
      h(
        "div",
        { class: "say" },
        sceneDrawing("received"),
        h("h1", {}, done.title),
        h("p", { class: "lead" }, done.body(lines.length)),
      ),
      h(
        "div",
        { class: "do" },
        h("div", {}, h("p", {}, tailOf(isOpen))),
        h("div", {}, h("p", {}, ...withNumber(done.pressure(poll.contactPhone), poll.contactPhone))),
        h("div", {}, toggle, list),
      ),
    ],
    bar: finishBar(),
  });
}

function tailOf(isOpen: boolean): string {
  if (isKiosk()) return isOpen ? kiosk.doneTailOpen : kiosk.doneTail;
  return isOpen ? done.tailOpen : done.tail;
}

/** Who is through with the group's tablet clears it for the next. */
const finishBar = () => (isKiosk() ? [primaryButton(kiosk.finish, tablet.clear)] : []);

function receiptSlip(poll: PollDocument, lines: readonly ReceiptLine[]): HTMLElement {
  const known = lines.filter((line) => line.receipt !== null);
  return h(
    "section",
    { class: "slip" },
    h("h2", {}, phone.receiptsTitle),
    h(
      "ul",
      { class: "rows receipts" },
      ...known.map((line) =>
        h("li", {}, h("span", {}, line.title), h("code", {}, inFours(line.receipt ?? ""))),
      ),
    ),
    ...whereFound(poll).map((line) => h("p", { class: "count" }, line)),
  );
}

function whereFound({ rehearsal, setUp, listPlace }: PollDocument): readonly string[] {
  if (rehearsal) return [receipt.rehearsal];
  const place = listPlace || receipt.usualPlace;
  return setUp === "onsite"
    ? [receipt.body(place), receipt.offline(place)]
    : [receipt.body(receipt.below), receipt.where(`${location.origin}/receipts`)];
}

export function showAllDone(poll: PollDocument, forms: number, isOpen: boolean): void {
  showSay({
    scene: "used",
    notice: isOpen ? refusals.linkDone() : refusals.allDone(forms),
    bar: finishBar(),
    contact: contactOf(poll),
  });
}

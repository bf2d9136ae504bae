/**
 * Keeps the group's tablet empty between two people. Everything lives in the page's memory, so a reload ends it all:
 * answers, credentials, whatever waits for the network. No step of the page adds to the browser's history.
 *
 * @source docs/decisions/0042-the-groups-tablet.md
 */
import { kiosk } from "../../text/kiosk.ts";
import { holdsDrafts, pageMemory } from "../keep/shelf.ts";
import { tablet } from "./tablet.ts";
import { fillPage, h } from "../page/element.ts";

const ASK_AFTER_MS = 120_000;
const CLEAR_AFTER_MS = 180_000;

const question = h("div", { class: "kiosk-ask", role: "status" });
const leave = h("button", { class: "btn quiet", type: "button", click: onLeave }, kiosk.leave);
/** When somebody last touched the tablet; 0 before anybody has. */
let touchedAt = 0;

/** Puts the strip with 离开 above every page, and watches for a tablet left alone. */
export function tendTablet(): void {
  tablet.offerLeaving = (isOffered) => (leave.hidden = !isOffered);
  tablet.clear = clearTablet;
  document.documentElement.classList.add("kiosk");
  const strip = { class: "kiosk-strip", "aria-label": kiosk.name };
  document.body.prepend(h("section", strip, h("span", {}, kiosk.name), leave, question));
  for (const act of ["pointerdown", "keydown", "input"]) window.addEventListener(act, onTouch, true);
  setInterval(look, 1000);
  // A screen that was off stops timers: look at once when it comes on.
  document.addEventListener("visibilitychange", look);
  // A page that the browser keeps for its back button is kept empty.
  window.addEventListener("pagehide", empty);
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}

function clearTablet(): void {
  empty();
  location.reload();
}

function empty(): void {
  pageMemory.clear();
  fillPage(h("div", { class: "page" }));
  ask();
}

function onTouch(event: Event): void {
  touchedAt = Date.now();
  const isAnswer = event.target instanceof Node && question.contains(event.target);
  if (question.dataset["asks"] === "quiet" && !isAnswer) ask();
}

function look(): void {
  if (touchedAt === 0) return;
  const quietFor = Date.now() - touchedAt;
  if (quietFor >= CLEAR_AFTER_MS) clearTablet();
  else if (quietFor >= ASK_AFTER_MS && question.dataset["asks"] !== "quiet") askWhetherThere();
}

function askWhetherThere(): void {
  ask(kiosk.quiet, h("button", { class: "btn", type: "button", click: () => ask() }, kiosk.goOn));
  question.dataset["asks"] = "quiet";
}

function onLeave(): void {
  if (!holdsDrafts()) return clearTablet();
  const stay = h("button", { class: "btn", type: "button", click: () => ask() }, kiosk.goOn);
  ask(
    kiosk.leaveQuestion,
    h("button", { class: "btn", type: "button", click: clearTablet }, kiosk.leaveNow),
    stay,
  );
  question.dataset["asks"] = "leave";
  stay.focus();
}

/** Shows a sentence with its buttons below the strip; nothing when called without. */
function ask(sentence = "", ...buttons: readonly HTMLButtonElement[]): void {
  delete question.dataset["asks"];
  question.textContent = "";
  if (sentence !== "") question.append(h("p", {}, sentence), h("div", {}, ...buttons));
}

/** For who cannot scan with a phone: the slip's code is typed, or read by what the group brought. */
import { kiosk } from "../../text/kiosk.ts";
import { landing } from "../../text/landing.ts";
import { parseTicket, type ScannedTicket } from "../../../server/core/ticket/ticket-url.ts";
import { isKiosk } from "../kiosk/is-kiosk.ts";
import { keypad } from "../kiosk/keypad.ts";
import { showScanning } from "../kiosk/scanning.ts";
import { codeField } from "./code-field.ts";
import { h } from "./element.ts";
import { showPage } from "./frame.ts";

/**
 * On the group's tablet the keys stand on the page and the system's keyboard stays away; its camera, and a scanner that
 * types what it reads and ends with Enter, serve as well.
 *
 * @param onTicket gets the normalised code, with the fingerprint when a whole address was scanned
 */
export function showTyping(onTicket: (ticket: ScannedTicket) => void, isWrong = false): void {
  const field = codeField();
  const next = h("button", { class: "btn primary", type: "submit", form: "typing" }, landing.typeSubmit);
  showPage({
    title: landing.typeTitle,
    body: [
      h("h1", { class: "page-title" }, landing.typeTitle),
      h("p", { class: "lead" }, isKiosk() ? kiosk.typeHint : landing.typeHint),
      h(
        "form",
        { id: "typing", class: "typing", submit },
        h("label", { for: "code" }, landing.typeLabel),
        field.input,
        ...field.notes,
        isKiosk() && keypad(field),
        // Below the keys, not over them: a tablet that lies on its side is low.
        isKiosk() && h("div", { class: "bar" }, next),
      ),
      isKiosk() && h("button", { class: "btn scan", type: "button", click: scan }, kiosk.scan),
      isKiosk() && h("p", { class: "note" }, kiosk.line),
    ],
    bar: isKiosk() ? [] : [next],
  });
  if (isWrong) field.complain();
  if (isKiosk()) takeKeys(field.input);

  function submit(event: Event): void {
    event.preventDefault();
    try {
      onTicket(parseTicket(field.input.value));
    } catch {
      field.complain();
    }
  }

  function scan(): void {
    void showScanning(onTicket, () => showTyping(onTicket));
  }
}

/** A scanner types wherever the focus is: its first letter brings it into the field, for as long as that stands there. */
function takeKeys(input: HTMLInputElement): void {
  input.focus();
  window.addEventListener("keydown", take);

  function take(event: KeyboardEvent): void {
    if (!input.isConnected) window.removeEventListener("keydown", take);
    else if (event.key.length === 1 && event.target !== input) input.focus();
  }
}

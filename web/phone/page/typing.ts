/** For who cannot scan: twenty characters of the slip, in groups of four. */
import { kiosk } from "../../text/kiosk.ts";
import { landing } from "../../text/landing.ts";
import { phone } from "../../text/phone.ts";
import { refusals } from "../../text/refusals.ts";
import { CODE_LETTERS, normaliseCode } from "../../../server/core/ticket/code.ts";
import { inFours, readTyped } from "../../../server/core/ticket/crockford.ts";
import { isKiosk } from "../kiosk/is-kiosk.ts";
import { keypad } from "../kiosk/keypad.ts";
import { h } from "./element.ts";
import { showPage } from "./frame.ts";

/**
 * On the group's tablet the keys stand on the page and the system's keyboard stays away.
 *
 * @param onCode gets the normalised 20 characters
 */
export function showTyping(onCode: (code: string) => void, isWrong = false): void {
  const hint = h("p", { class: "count", id: "left", role: isKiosk() && "status" });
  const fault = h("p", { class: "fault", id: "wrong", role: "alert" });
  const input = h("input", {
    class: "code",
    id: "code",
    type: "text",
    inputmode: isKiosk() ? "none" : "text",
    autocomplete: "off",
    autocapitalize: "characters",
    autocorrect: "off",
    spellcheck: "false",
    "aria-describedby": "left wrong",
    input: typed,
  });
  const button = h("button", { class: "btn primary", type: "submit", form: "typing" }, landing.typeSubmit);
  showPage({
    title: landing.typeTitle,
    body: [
      h("h1", { class: "page-title" }, landing.typeTitle),
      h("p", { class: "lead" }, isKiosk() ? kiosk.typeHint : landing.typeHint),
      h(
        "form",
        { id: "typing", class: "typing", submit: submit },
        h("label", { for: "code" }, landing.typeLabel),
        input,
        hint,
        fault,
        isKiosk() && keypad({ press, erase, eraseAll: () => enter("") }),
      ),
      isKiosk() && h("p", { class: "note" }, kiosk.line),
    ],
    bar: [button],
  });
  if (isWrong) complain();
  typed();
  if (isKiosk()) input.focus();

  function press(letter: string): void {
    enter(readTyped(input.value) + letter);
  }

  function erase(): void {
    enter(readTyped(input.value).slice(0, -1));
  }

  function enter(code: string): void {
    input.value = inFours(code);
    input.setSelectionRange(input.value.length, input.value.length);
    typed();
  }

  function typed(): void {
    const caretAtEnd = input.selectionStart === input.value.length;
    const code = readTyped(input.value).slice(0, CODE_LETTERS);
    if (caretAtEnd) input.value = inFours(code);
    const left = CODE_LETTERS - code.length;
    hint.textContent =
      code.length === 0 ? phone.typed.groups : left > 0 ? phone.typed.left(left) : phone.typed.complete;
    if (fault.textContent !== "" && code.length > 0) fault.textContent = "";
  }

  function submit(event: Event): void {
    event.preventDefault();
    try {
      onCode(normaliseCode(input.value));
    } catch {
      complain();
    }
  }

  function complain(): void {
    const { reason, action } = refusals.typedWrong();
    fault.textContent = `${reason}${action}`;
    input.focus();
  }
}

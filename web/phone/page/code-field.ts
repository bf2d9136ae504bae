/** The field for the slip's twenty characters, in groups of four, with what is still missing and what is wrong. */
import { phone } from "../../text/phone.ts";
import { refusals } from "../../text/refusals.ts";
import { CODE_LETTERS } from "../../../server/core/ticket/code.ts";
import { inFours, readTyped } from "../../../server/core/ticket/crockford.ts";
import { isKiosk } from "../kiosk/is-kiosk.ts";
import { h } from "./element.ts";

export interface CodeField {
  readonly input: HTMLInputElement;
  /** Below the input: what is missing, and what is wrong. */
  readonly notes: readonly HTMLElement[];
  /** Adds a letter at the end. */
  readonly press: (letter: string) => void;
  readonly erase: () => void;
  readonly eraseAll: () => void;
  /** Says that the code is wrong. */
  readonly complain: () => void;
}

export function codeField(): CodeField {
  const hint = h("p", { class: "count", id: "left", role: isKiosk() && "status" });
  const fault = h("p", { class: "fault", id: "wrong", role: "alert" });
  const input = emptyInput(typed);
  typed();
  return {
    input,
    notes: [hint, fault],
    press: (letter) => enter(readTyped(input.value) + letter),
    erase: () => enter(readTyped(input.value).slice(0, -1)),
    eraseAll: () => enter(""),
    complain,
  };

  function enter(code: string): void {
    input.value = inFours(code);
    input.setSelectionRange(input.value.length, input.value.length);
    typed();
  }

  function typed(): void {
    if (isAddress(input.value)) return;
    const caretAtEnd = input.selectionStart === input.value.length;
    const code = readTyped(input.value).slice(0, CODE_LETTERS);
    if (caretAtEnd) input.value = inFours(code);
    const left = CODE_LETTERS - code.length;
    hint.textContent =
      code.length === 0 ? phone.typed.groups : left > 0 ? phone.typed.left(left) : phone.typed.complete;
    if (fault.textContent !== "" && code.length > 0) fault.textContent = "";
  }

  function complain(): void {
    const { reason, action } = refusals.typedWrong();
    const isShort = !isAddress(input.value) && readTyped(input.value).length < CODE_LETTERS;
    if (isAddress(input.value)) enter("");
    fault.textContent = `${isShort ? phone.typed.short : reason}${action}`;
    input.focus();
  }
}

/** What a scanner has begun to type: the slip's whole address, in which nothing may be changed. */
const isAddress = (text: string): boolean => /[:/#]/.test(text);

const emptyInput = (typed: () => void): HTMLInputElement =>
  h("input", {
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

/** Keys of the keying desk, by their place on the keyboard: an input method for Chinese does not get in the way. */
import { useEffect, useRef } from "react";
import type { Stroke } from "./draft-sheet.ts";

/** What a key asks of the stack and not of the sheet. */
export type StackStroke = "back" | "forth" | "insert" | "remove" | "leave";

const LETTERS = "QWERTYUIOP";

/** Printed before each option: 1 … 9, 0, then the row of letters below; "" when there is no key left. */
export const keyOfOption = (option: number): string =>
  option < 9 ? String(option + 1) : option === 9 ? "0" : (LETTERS[option - 10] ?? "");

const SHEET: { readonly [code: string]: Stroke } = {
  Space: { does: "blank" },
  Minus: { does: "void" },
  NumpadSubtract: { does: "void" },
  Slash: { does: "void-sheet" },
  NumpadDivide: { does: "void-sheet" },
  ArrowUp: { does: "up" },
  ArrowLeft: { does: "up" },
  ArrowDown: { does: "down" },
  ArrowRight: { does: "down" },
  Enter: { does: "enter" },
  NumpadEnter: { does: "enter" },
  Period: { does: "point" },
  NumpadDecimal: { does: "point" },
  Backspace: { does: "rub" },
};

const STACK: { readonly [code: string]: StackStroke } = {
  PageUp: "back",
  PageDown: "forth",
  Insert: "insert",
  Delete: "remove",
  Escape: "leave",
};

function strokeOf(code: string): Stroke | StackStroke | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return { does: "digit", digit: Number(digit) };
  const letter = LETTERS.indexOf(/^Key([A-Z])$/.exec(code)?.[1] ?? "-");
  if (letter >= 0) return { does: "option", option: letter + 10 };
  return SHEET[code] ?? STACK[code] ?? null;
}

/** True where a key has a meaning of its own: fields, dialogs, and Enter or space on something that can be pressed. */
function isTaken({ target, code }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("input, select, textarea, dialog") !== null) return true;
  return ["Enter", "NumpadEnter", "Space"].includes(code) && target.closest("a, button") !== null;
}

/** Hears the keys of the whole page while the calling component is shown. */
export function useStrokes(hear: (stroke: Stroke | StackStroke) => void): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      const stroke = strokeOf(event.code);
      if (stroke === null) return;
      event.preventDefault();
      latest.current(stroke);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

/** The 32 letters that codes are made of, as large keys; the caret stays in the field above. */
import { CROCKFORD } from "../../../server/core/ticket/crockford.ts";
import { kiosk } from "../../text/kiosk.ts";
import { h } from "../page/element.ts";

interface Keys {
  readonly press: (letter: string) => void;
  readonly erase: () => void;
  readonly eraseAll: () => void;
}

export function keypad({ press, erase, eraseAll }: Keys): HTMLElement {
  const key = (label: string, act: () => void, name = "key") =>
    h(
      "button",
      {
        class: `btn ${name}`,
        type: "button",
        "aria-label": /^[A-Z]$/.test(label) && kiosk.letter(label),
        click: act,
        mousedown: keepFocus,
      },
      label,
    );
  return h(
    "div",
    { class: "keypad", role: "group", "aria-label": kiosk.keypad },
    ...[...CROCKFORD].map((letter) => key(letter, () => press(letter))),
    h(
      "div",
      { class: "erasers" },
      key(kiosk.erase, erase, "eraser"),
      key(kiosk.eraseAll, eraseAll, "eraser"),
    ),
  );
}

const keepFocus = (event: Event): void => event.preventDefault();

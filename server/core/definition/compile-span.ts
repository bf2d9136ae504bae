import { compileNumber } from "./check-cell.ts";
import { placeOf, type ValueCheck } from "./draft.ts";
import type { FrozenForm } from "./frozen.ts";
import type { SpanQuestion } from "./question.ts";

/** slider with two handles: `[from, to]`, both on the scale, `from` not above `to`. */
export function compileSpan(question: SpanQuestion, form: FrozenForm): ValueCheck {
  const { name, cell, lengthMin, lengthMax } = question;
  const at = { from: placeOf(form, `${name}/from`).at, to: placeOf(form, `${name}/to`).at };
  const check = compileNumber(cell);
  return (value, draft, refuse) => {
    if (!Array.isArray(value) || value.length !== 2) {
      refuse(draft, "wrong-type");
      return false;
    }
    const [from, to] = value.map(check);
    if (typeof from !== "number" || typeof to !== "number") {
      refuse(draft, typeof from === "string" ? from : (to as "wrong-type"));
      return false;
    }
    const length = to - from;
    const isTooShort = lengthMin !== null && length < lengthMin - 1e-9;
    if (length < 0 || isTooShort || (lengthMax !== null && length > lengthMax + 1e-9)) {
      refuse(draft, "out-of-range");
      return false;
    }
    draft.out[at.from] = from;
    draft.out[at.to] = to;
    return true;
  };
}

/** The items of one sheet in the order of the paper, the next one in view. */
import { useEffect, useRef } from "react";
import type { ReactElement } from "react";
import type { KeyedMark } from "../../../server/core/paper/keyed-sheet.ts";
import { deskText as text } from "../../text/paper-keying.ts";
import type { DraftSheet, StackMark } from "./draft-sheet.ts";
import { itemWords } from "./mark-words.ts";
import { keyOfOption } from "./strokes.ts";

interface SheetMarksProps {
  readonly marks: readonly StackMark[];
  readonly draft: DraftSheet;
  readonly choose: (mark: number, option: number) => void;
}

export function SheetMarks({ marks, draft, choose }: SheetMarksProps): ReactElement {
  const next = useRef<HTMLLIElement>(null);
  // Braces: newer browsers answer with a promise, which is no clean-up.
  useEffect(() => {
    next.current?.scrollIntoView({ block: "nearest" });
  }, [draft.at]);
  return (
    <ol className={draft.isVoid ? "keying-marks void" : "keying-marks"}>
      {marks.map((mark, at) => {
        const keyed = draft.marks[at];
        const isNext = at === draft.at && !draft.isVoid;
        return (
          <li key={at} ref={isNext ? next : null} aria-current={isNext ? "step" : undefined}>
            <span className="item">
              {itemWords(mark)}
              {mark.condition !== "" && <small>{mark.condition}</small>}
            </span>
            <span className="options">
              {mark.kind === "number" && (
                <output>
                  {isNext && draft.typed !== ""
                    ? draft.typed
                    : typeof keyed === "number"
                      ? keyed
                      : text.number}
                </output>
              )}
              {mark.options.map((option, i) => (
                <button
                  key={i}
                  type="button"
                  tabIndex={-1}
                  aria-pressed={isChosen(mark, keyed, i)}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => choose(at, i)}
                >
                  <kbd>{keyOfOption(i)}</kbd>
                  {option}
                </button>
              ))}
            </span>
            <span className="state">{keyed === null ? text.blank : keyed === "void" ? text.void : ""}</span>
          </li>
        );
      })}
    </ol>
  );
}

function isChosen({ kind }: StackMark, keyed: KeyedMark | undefined, option: number): boolean {
  if (kind === "boolean") return keyed === (option === 0);
  return Array.isArray(keyed) ? keyed.includes(option) : keyed === option;
}

/** One sheet under the hands: marks by key, Enter stores it. */
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import type { KeyedSheet } from "../../../server/core/paper/keyed-sheet.ts";
import type { StackAnswer } from "../../../server/http/office/answers-records.ts";
import { deskText as text } from "../../text/paper-keying.ts";
import { Note } from "../parts/note.tsx";
import { takeHeld, useHeld } from "../session/kept-typing.ts";
import {
  choose,
  type DraftSheet,
  draftOf,
  moveTo,
  newDraft,
  openMarks,
  press,
  sheetOf,
} from "./draft-sheet.ts";
import { useUnsaved } from "../way/unsaved.ts";
import { SheetMarks } from "./sheet-marks.tsx";
import { type StackStroke, useStrokes } from "./strokes.ts";

export interface Place {
  /** From 0. */
  readonly at: number;
  readonly way: "put" | "insert";
  /** Item with which to begin. */
  readonly mark: number;
}

interface SheetDeskProps {
  readonly answer: StackAnswer;
  readonly place: Place;
  readonly recounts: number;
  readonly isBusy: boolean;
  /** There is a comparison to go back to. */
  readonly canLeave: boolean;
  readonly save: (sheet: KeyedSheet) => void;
  /** A key for the stack, when nothing of this sheet is lost by it. */
  readonly move: (stroke: StackStroke) => void;
}

export function SheetDesk({
  answer,
  place,
  recounts,
  isBusy,
  canLeave,
  save,
  move,
}: SheetDeskProps): ReactElement {
  const { marks, keyed, sheets } = answer;
  const there = place.way === "put" ? keyed[place.at] : undefined;
  const [before] = useState(() => (there ? draftOf(there, place.mark) : newDraft(marks)));
  const held = `sheet ${answer.id} ${place.way} ${place.at}`;
  const [draft, setDraft] = useState(() => takeHeld<DraftSheet>(held) ?? before);
  const [isAsked, setAsked] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [recounts]);
  const isChanged = draft.isVoid !== before.isVoid || draft.marks.some((mark, i) => mark !== before.marks[i]);
  useHeld(held, isChanged ? draft : undefined);
  useUnsaved(isChanged);
  const open = openMarks(draft);
  const isAtEnd = draft.isVoid || draft.at >= marks.length;
  const store = (): void => {
    const sheet = sheetOf(draft);
    if (sheet) save(sheet);
    else setDraft(moveTo(draft, open[0]!));
  };
  useStrokes((stroke) => {
    if (isBusy) return;
    setAsked(false);
    if (typeof stroke === "string") {
      if (!isChanged) move(stroke);
      else if (stroke === "leave") setDraft(before);
      else setAsked(true);
    } else if (stroke.does === "enter" && (isAtEnd || (there && open.length === 0))) store();
    else setDraft(press(draft, marks, stroke));
  });
  return (
    <section className="keying-sheet" aria-label={text.title}>
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {place.way === "insert" ? text.inserted(place.at + 1) : text.sheet(place.at + 1, sheets)}
        </h2>
        <span className="sub">
          {draft.isVoid ? text.sheetVoid : text.open(open.length)}
          {there && `　${text.mended}`}
        </span>
        {canLeave && !isChanged && (
          <button type="button" className="btn" onClick={() => move("leave")}>
            {text.back}
          </button>
        )}
        <button type="button" className="btn" disabled={isBusy} onClick={store}>
          {isBusy ? text.busy : text.save}
        </button>
      </header>
      <SheetMarks
        marks={marks}
        draft={draft}
        choose={(at, option) => setDraft(choose(moveTo(draft, at), marks[at]!, option))}
      />
      <div aria-live="polite">
        {isAsked ? (
          <Note tone="warn">{text.unsaved}</Note>
        ) : draft.isVoid ? (
          <Note tone="warn">{text.isVoid}</Note>
        ) : isAtEnd ? (
          <Note>{open.length === 0 ? text.isWhole : text.notWhole(open.length)}</Note>
        ) : null}
      </div>
    </section>
  );
}

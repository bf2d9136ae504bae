/** Questions answered by writing: a counter near the limit, and a word of caution that never blocks. */
import { useId, useState } from "react";
import type { Question, QuestionCommentModel, QuestionSelectBase, QuestionTextModel } from "survey-core";
import { form as words } from "../../../text/form.ts";
import { phone } from "../../../text/phone.ts";
import { answer, remark, takesNumber, unreadOf, watchField, write } from "../answer.ts";
import { namesToNotice } from "../create-model.ts";
import { noticedWord } from "../noticed-word.ts";
import { labelsOf, type Labels } from "../question-labels.ts";

export function LongText({ question }: { question: QuestionCommentModel }) {
  return (
    <Box
      text={asText(question.value)}
      max={lengthMax(question.getMaxLength())}
      rows={question.rows}
      labels={labelsOf(question)}
      names={namesToNotice(question)}
      placeholder={question.locPlaceholder.renderedHtml || words.textHint}
      isRequired={question.isRequired}
      change={(text) => answer(question, text)}
    />
  );
}

const KEYBOARDS: Readonly<Record<string, "tel" | "email" | "url">> = {
  tel: "tel",
  email: "email",
  url: "url",
};

/** Types for which a browser has a field of several parts, each of which may be left open. */
const IN_PARTS: readonly string[] = ["date", "datetime-local", "time", "month", "week"];

export function ShortText({ question }: { question: QuestionTextModel }) {
  const [typed, setTyped] = useState(unreadOf(question) ?? asText(question.value));
  const max = lengthMax(question.getMaxLength());
  const isNumber = takesNumber(question);
  const found = question.inputType === "text" ? noticedWord(typed, namesToNotice(question)) : null;
  function change(text: string): void {
    setTyped(text);
    write(question, text);
  }
  return (
    <div className="written">
      <input
        className="line"
        // A browser's own field for numbers gives nothing for what it cannot read, full-width digits among it.
        type={isNumber ? "text" : question.inputType}
        inputMode={isNumber ? numberKeyboard(question) : KEYBOARDS[question.inputType]}
        value={typed}
        ref={IN_PARTS.includes(question.inputType) ? (field) => watchField(question, field) : undefined}
        maxLength={max ?? undefined}
        {...(!isNumber && {
          min: question.renderedMin,
          max: question.renderedMax,
          step: question.renderedStep,
        })}
        autoComplete="off"
        aria-required={question.isRequired}
        onChange={(event) => change(event.target.value)}
        {...labelsOf(question)}
      />
      {question.inputType === "color" && typed === "" && <p className="count">{words.colourNone}</p>}
      <Noticed found={found} />
    </div>
  );
}

/** The keys for decimals have no minus on some phones. */
const numberKeyboard = ({ renderedMin }: QuestionTextModel): "decimal" | "text" =>
  Number(renderedMin) < 0 ? "text" : "decimal";

/** What is written beside a choice: 其他, or a comment. */
export function Remark({ question, isOther = false }: { question: Question; isOther?: boolean }) {
  const select = question as QuestionSelectBase;
  return (
    <Box
      text={asText(isOther ? select.otherValue : question.comment)}
      max={lengthMax((question.survey as { maxCommentLength?: number } | null)?.maxCommentLength)}
      rows={2}
      labels={{ "aria-label": isOther ? phone.explain : question.locCommentText.renderedHtml }}
      names={namesToNotice(question)}
      placeholder={isOther ? phone.explain : question.locCommentText.renderedHtml}
      isRequired={isOther}
      change={(text) => remark(question, text, isOther)}
    />
  );
}

interface BoxProps {
  readonly text: string;
  readonly max: number | null;
  readonly rows: number;
  readonly labels: Labels;
  readonly names: readonly string[];
  readonly placeholder: string;
  readonly isRequired: boolean;
  readonly change: (text: string) => void;
}

/** Holds what is being typed itself: an input method composes in it, undisturbed by trimming. */
function Box({ text, max, rows, labels, names, placeholder, isRequired, change }: BoxProps) {
  const counterId = useId();
  const [typed, setTyped] = useState(text);
  const left = max === null ? null : max - [...typed].length;
  const described = [labels["aria-describedby"], left === null ? undefined : counterId]
    .filter(Boolean)
    .join(" ");
  function type(given: string): void {
    const kept = max === null ? given : cut(given, max);
    setTyped(kept);
    change(kept);
  }
  return (
    <div className="written">
      <textarea
        rows={Math.max(rows, 2)}
        value={typed}
        placeholder={placeholder}
        aria-required={isRequired}
        onChange={(event) => type(event.target.value)}
        {...labels}
        aria-describedby={described || undefined}
      />
      {left !== null && (
        <p className={left <= 20 ? "count near" : "count"} id={counterId}>
          {words.textLeft(left)}
        </p>
      )}
      <Noticed found={noticedWord(typed, names)} />
    </div>
  );
}

function Noticed({ found }: { found: string | null }) {
  return (
    <div role="status">
      {found !== null && <p className="note warn noticed">{words.textNameFound(found)}</p>}
    </div>
  );
}

const asText = (value: unknown): string => (value === undefined || value === null ? "" : String(value));

/** The server counts characters, not UTF-16 halves. */
const cut = (text: string, max: number): string => [...text].slice(0, max).join("");

const lengthMax = (length: unknown): number | null =>
  typeof length === "number" && length > 0 ? length : null;

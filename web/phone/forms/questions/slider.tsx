/** A value, or a stretch, on a line. Short scales are steps to press; a long one is the phone's own slider. */
import type { QuestionSliderModel } from "survey-core";
import { phone } from "../../../text/phone.ts";
import { answer } from "../answer.ts";
import { labelsOf, titleId } from "../question-labels.ts";
import { Steps } from "./choices.tsx";
import { Remark } from "./written.tsx";

const STEPS_MAX = 11;

export function Slider({ question }: { question: QuestionSliderModel }) {
  return (
    <>
      {question.sliderType === "range" ? <Span question={question} /> : <Value question={question} />}
      {question.showCommentArea && <Remark question={question} />}
    </>
  );
}

function Value({ question }: { question: QuestionSliderModel }) {
  const values = valuesOf(question);
  const value = question.value as number | undefined;
  if (values.length > STEPS_MAX)
    return (
      <Line
        question={question}
        label={null}
        value={typeof value === "number" ? value : null}
        change={(next) => answer(question, next)}
      />
    );
  return (
    <Steps
      choices={values.map((one) => ({ value: one, text: String(one) }))}
      group={{
        name: question.id,
        kind: "radio",
        isChosen: (choice) => value === choice.value,
        choose: (choice) => answer(question, choice.value),
        labels: labelsOf(question),
        isRequired: question.isRequired,
      }}
    />
  );
}

/** Two sliders, from and to; the other one moves along when it is in the way. */
function Span({ question }: { question: QuestionSliderModel }) {
  const { min, max } = question;
  const given = Array.isArray(question.value) && question.value.length === 2 ? question.value : null;
  const [from, to] = (given ?? [null, null]) as [number | null, number | null];
  const least = question.minRangeLength ?? 0;
  const most = question.maxRangeLength ?? max - min;
  function moveFrom(next: number): void {
    const start = Math.min(next, max - least);
    answer(question, [start, clamp(to ?? max, start + least, Math.min(max, start + most))]);
  }
  function moveTo(next: number): void {
    const end = Math.max(next, min + least);
    answer(question, [clamp(from ?? min, Math.max(min, end - most), end - least), end]);
  }
  return (
    <>
      <Line question={question} label={phone.from} value={from} change={moveFrom} />
      <Line question={question} label={phone.to} value={to} change={moveTo} />
    </>
  );
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

interface LineProps {
  readonly question: QuestionSliderModel;
  /** 从 or 到, when there are two. */
  readonly label: string | null;
  readonly value: number | null;
  readonly change: (value: number) => void;
}

function Line({ question, label, value, change }: LineProps) {
  const { min, max, step } = question;
  const id = `${question.id}-${label ?? "value"}`;
  const move = (text: string): void => change(withoutDust(Number(text)));
  return (
    <div className="slider">
      <p className="slider-value" id={id}>
        {label !== null && `${label} `}
        <b>{value ?? phone.notChosen}</b>
      </p>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value ?? min}
        className={value === null ? "unset" : ""}
        aria-labelledby={`${titleId(question)} ${id}`}
        aria-valuetext={value === null ? phone.notChosen : String(value)}
        onChange={(event) => move(event.target.value)}
        // A press on the handle where it stands chooses the least value.
        onPointerUp={(event) => move(event.currentTarget.value)}
      />
      <p className="ends">
        <span>{min}</span>
        <span>{max}</span>
      </p>
    </div>
  );
}

function valuesOf({ min, max, step }: QuestionSliderModel): number[] {
  const count = Math.floor((max - min) / step + 1e-9) + 1;
  return Array.from({ length: Math.min(count, STEPS_MAX + 1) }, (_, index) =>
    withoutDust(min + index * step),
  );
}

const withoutDust = (value: number): number => Number(value.toFixed(9));

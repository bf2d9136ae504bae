/** The two looks of a choice: steps of a scale joined side by side, and options one below the other. */
import type { ReactNode } from "react";
import { form as words } from "../../../text/form.ts";
import type { Labels } from "../question-labels.ts";
import type { Choice, ScaleOf } from "../scale-of.ts";

export interface Group<C extends Choice> {
  /** Name of the native inputs; one per group. */
  readonly name: string;
  readonly kind: "radio" | "checkbox";
  readonly isChosen: (choice: C) => boolean;
  readonly isDisabled?: (choice: C) => boolean;
  readonly choose: (choice: C) => void;
  readonly labels: Labels;
  readonly isRequired?: boolean;
}

interface PressProps<C extends Choice> {
  readonly group: Group<C>;
  readonly choice: C;
  readonly index: number;
  readonly className: string;
  readonly children: ReactNode;
}

/** A native input under a face; all answers look the same until chosen. */
function Press<C extends Choice>({ group, choice, index, className, children }: PressProps<C>) {
  const isChosen = group.isChosen(choice);
  const disabled = group.isDisabled?.(choice) ?? false;
  return (
    <label className={`${className}${isChosen ? " chosen" : ""}${disabled ? " off" : ""}`}>
      <input
        type={group.kind}
        name={group.name}
        value={index}
        checked={isChosen}
        disabled={disabled}
        onChange={() => group.choose(choice)}
      />
      <span className="face">{children}</span>
    </label>
  );
}

const roleOf = (kind: "radio" | "checkbox") => (kind === "radio" ? "radiogroup" : "group");

interface ScaleProps<C extends Choice> {
  readonly scale: ScaleOf<C>;
  readonly group: Group<C>;
  /** What stands for 不了解 on a line of its own; null for 不了解 beside the steps. */
  readonly whole?: string | null;
}

/** Four joined steps and a detached 不了解. */
export function Scale<C extends Choice>({ scale, group, whole = null }: ScaleProps<C>) {
  const { steps, apart } = scale;
  return (
    <div
      className={`scale steps-${steps.length}${whole === null ? "" : " whole"}`}
      role={roleOf(group.kind)}
      {...group.labels}
      aria-required={group.isRequired}
    >
      {steps.map((step, index) => (
        <Press key={index} group={group} choice={step} index={index} className="step">
          <Broken text={step.text} />
        </Press>
      ))}
      <Press group={group} choice={apart} index={steps.length} className="step apart">
        {whole === null ? <Broken text={apart.text} /> : whole}
      </Press>
    </div>
  );
}

/** 基本称职 breaks in the middle, shorter steps not at all. */
function Broken({ text }: { text: string }) {
  const letters = [...text];
  if (letters.length <= 3) return <span className="nowrap">{text}</span>;
  if (letters.length > 4) return <>{text}</>;
  return (
    <>
      <span className="nowrap">{letters.slice(0, 2).join("")}</span>
      <wbr />
      <span className="nowrap">{letters.slice(2).join("")}</span>
    </>
  );
}

interface OptionsProps<C extends Choice> {
  readonly choices: readonly C[];
  /** Options that stand below 或者. */
  readonly isApart: (choice: C) => boolean;
  readonly group: Group<C>;
}

/** Full-width rows, the options that stand alone below 或者. */
export function Options<C extends Choice>({ choices, isApart, group }: OptionsProps<C>) {
  const together = choices.filter((choice) => !isApart(choice));
  const apart = choices.filter(isApart);
  const row = (choice: C) => {
    const index = choices.indexOf(choice);
    const className = group.kind === "checkbox" ? "opt many" : "opt";
    return (
      <Press key={index} group={group} choice={choice} index={index} className={className}>
        <span className="box" />
        <span>{choice.text}</span>
      </Press>
    );
  };
  return (
    <div
      className="opts"
      role={roleOf(group.kind)}
      {...group.labels}
      aria-required={group.kind === "radio" && group.isRequired}
    >
      {together.map(row)}
      {together.length > 0 && apart.length > 0 && <p className="or">{words.or}</p>}
      {apart.map(row)}
    </div>
  );
}

const STEPS_PER_LINE = 6;

/** Values on one line without a detached one: ratings, matrix columns. */
export function Steps<C extends Choice>({ choices, group }: { choices: readonly C[]; group: Group<C> }) {
  const lines = Math.ceil(choices.length / STEPS_PER_LINE);
  const perLine = Math.ceil(choices.length / lines);
  return (
    <div
      className={lines > 1 ? "steps in-lines" : "steps"}
      style={{ gridTemplateColumns: `repeat(${perLine}, 1fr)` }}
      role={roleOf(group.kind)}
      {...group.labels}
      aria-required={group.kind === "radio" && group.isRequired}
    >
      {choices.map((choice, index) => (
        <Press key={index} group={group} choice={choice} index={index} className="step">
          <Broken text={choice.text} />
        </Press>
      ))}
    </div>
  );
}

/** A text of several lines with its label and hint. */
import { useId } from "react";
import type { ReactElement, TextareaHTMLAttributes } from "react";

interface TextBoxProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange"> {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | null;
  readonly change: (value: string) => void;
}

export function TextBox({ label, hint, fault, change, className = "", ...area }: TextBoxProps): ReactElement {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        {...area}
        id={id}
        className={`box ${className}`}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
        onChange={({ target }) => change(target.value)}
      />
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span className="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </div>
  );
}

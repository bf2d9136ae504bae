/** One text field with its label, hint and fault, tied together for screen readers. */
import { useId } from "react";
import type { InputHTMLAttributes, ReactElement } from "react";

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange"> {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | null;
  /** What is typed is not kept for after the session. */
  readonly "data-forget"?: boolean;
  readonly change: (value: string) => void;
}

export function Field({ label, hint, fault, change, ...input }: FieldProps): ReactElement {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => change(event.target.value)}
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

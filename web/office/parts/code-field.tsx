/** Six digits of a phone. They count once and are kept by nothing: not by the browser, not when a session ends. */
import type { ReactElement } from "react";
import { oneTimeCode as text } from "../../text/one-time-code.ts";
import { Field } from "./field.tsx";

interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (code: string) => void;
  readonly autoFocus?: boolean;
}

export const CodeField = ({ change, ...field }: CodeFieldProps): ReactElement => (
  <Field
    {...field}
    hint={text.hint}
    data-forget
    required
    inputMode="numeric"
    autoComplete="one-time-code"
    pattern="[0-9]{6}"
    maxLength={7}
    title={text.hint}
    change={(typed) => change(typed.replace(/\s/g, ""))}
  />
);

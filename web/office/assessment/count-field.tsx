import { useId } from "react";
import type { ReactElement } from "react";
import { digitsOf, FaultBelow } from "./fault-below.tsx";

interface CountFieldProps {
  readonly label: string;
  readonly fault: string | null;
  readonly isOff: boolean;
  /** "" = not entered. */
  readonly value: string;
  readonly change: (value: string) => void;
}

/** A whole number with its label beside it. */
export function CountField({ label, fault, isOff, value, change }: CountFieldProps): ReactElement {
  const id = useId();
  return (
    <div className="count">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="box narrow"
        inputMode="numeric"
        autoComplete="off"
        disabled={isOff}
        aria-invalid={fault ? true : undefined}
        value={value}
        onChange={(event) => change(digitsOf(event.target.value))}
      />
      <FaultBelow faults={[fault]} />
    </div>
  );
}

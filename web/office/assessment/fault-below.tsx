import type { ReactElement } from "react";

/** What is wrong with the fields above, one line each. */
export const FaultBelow = ({ faults }: { readonly faults: readonly (string | null)[] }): ReactElement => (
  <>
    {faults.map(
      (fault, at) =>
        fault && (
          <span key={at} className="fault-line">
            {fault}
          </span>
        ),
    )}
  </>
);

/** What is typed into a field of numbers: digits count, anything else is not taken. */
export const digitsOf = (value: string): string => value.normalize("NFKC").replace(/\D/g, "").slice(0, 6);

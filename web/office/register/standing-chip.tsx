/** How a unit stands in a term: shape and word. */
import type { ReactElement } from "react";
import type { Standing } from "../../../server/core/register/coverage.ts";
import { registerText } from "../../text/register.ts";

const drawings: { readonly [standing in Standing]: ReactElement } = {
  inspected: <circle cx="5" cy="5" r="5" fill="currentColor" />,
  planned: (
    <>
      <circle cx="5" cy="5" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M5 1a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  none: (
    <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2" />
  ),
};

export const StandingChip = ({ standing }: { readonly standing: Standing }): ReactElement => (
  <span className={`chip ${standing === "none" ? "warn" : ""}`}>
    <svg viewBox="0 0 10 10" aria-hidden="true">
      {drawings[standing]}
    </svg>
    {registerText.standing[standing]}
  </span>
);

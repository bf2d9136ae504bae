/** The few drawings of the console; all decoration, the word stands beside them. */
import type { ReactElement } from "react";
import { words } from "../../text/words.ts";

export const Mark = (): ReactElement => (
  <span className="mark">
    <svg viewBox="0 0 14 24" aria-hidden="true">
      <path d="M7 0v13" stroke="currentColor" strokeWidth="1.5" />
      <path d="M2.5 13h9L7 23z" fill="currentColor" />
    </svg>
    {words.product}
  </span>
);

export const Down = (): ReactElement => (
  <svg viewBox="0 0 10 6" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="m1 1 4 4 4-4" />
  </svg>
);

export const Arrow = (): ReactElement => (
  <svg viewBox="0 0 9 9" aria-hidden="true">
    <path d="M2 0l5 4.5L2 9z" fill="currentColor" />
  </svg>
);

export const Tick = (): ReactElement => (
  <svg viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
    <path d="m2 6.5 3 3 5-6.5" />
  </svg>
);

export const Exclamation = (): ReactElement => (
  <svg viewBox="0 0 18 18" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <circle cx="9" cy="9" r="7.5" />
    <path d="M9 5v5M9 12.2v.6" />
  </svg>
);

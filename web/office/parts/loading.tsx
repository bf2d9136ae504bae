/** A skeleton of about the height of what comes; shown only after 300 ms (by CSS). */
import type { ReactElement } from "react";
import { common } from "../../text/console.ts";

export const Loading = ({ rows = 6 }: { readonly rows?: number }): ReactElement => (
  <div className="panel loading" aria-busy="true" role="status">
    <span className="sr">{common.loading}</span>
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className="skeleton" style={{ width: `${row === 0 ? 45 : 97 - ((row * 7) % 24)}%` }} />
    ))}
  </div>
);

import type { ReactElement } from "react";
import { common } from "../../text/console.ts";
import { useStale } from "../queries.ts";

/** One quiet line while the page shows what was read before, because it could not be read again. */
export function StaleLine(): ReactElement | null {
  const again = useStale();
  if (again === null) return null;
  return (
    <p className="page-note sub no-print" role="status">
      {common.stale}{" "}
      <button type="button" className="link" onClick={again}>
        {common.tryAgain}
      </button>
    </p>
  );
}

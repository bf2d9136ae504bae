import { form as words } from "../../text/form.ts";

/** Stands on every page of a form once the office has begun to close the poll. */
export function ClosingSoon({ minutes }: { minutes: number | null }) {
  return (
    <div role="status" className="closing-soon">
      {minutes !== null && <p className="note warn">{words.closingSoon(minutes)}</p>}
    </div>
  );
}

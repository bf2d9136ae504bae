import type { ReactElement } from "react";
import { making as text } from "../../text/console.ts";
import { Note } from "../parts/note.tsx";

/** Work whose end is not known before it is there: that it goes on, and that nobody has to wait for it here. */
export const WorkLine = ({ says }: { readonly says: string }): ReactElement => (
  <div className="stack">
    <span className="making">
      <progress aria-label={text.progress} />
      <span role="status">{says}</span>
    </span>
    <Note>{text.leave}</Note>
  </div>
);

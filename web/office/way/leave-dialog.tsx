import type { ReactElement } from "react";
import { leaving as text } from "../../text/console.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { leave, stay, useAsked } from "./unsaved.ts";

/** Asks before a page with typed, unsaved changes is left. */
export function LeaveDialog(): ReactElement | null {
  if (!useAsked()) return null;
  return (
    <Dialog title={text.title} close={stay}>
      <p>{text.body}</p>
      <Acts
        safe={text.safe}
        confirm={text.confirm}
        busy={text.confirm}
        isBusy={false}
        cancel={stay}
        act={leave}
        prefersSafe
      />
    </Dialog>
  );
}

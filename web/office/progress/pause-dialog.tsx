import type { ReactElement } from "react";
import { progress as text } from "../../text/console.ts";
import { api } from "../api.ts";
import { AskDialog } from "../parts/ask-dialog.tsx";
import { useReadAgain } from "../queries.ts";
import type { ActDialogProps } from "./open-dialog.tsx";

/** A pause stops everybody in the middle of a form, so it is asked for, and says how to go on. */
export function PauseDialog({ unit, close, say }: ActDialogProps): ReactElement {
  const readAgain = useReadAgain();
  return (
    <AskDialog
      question={text.pauseQuestion(unit.name)}
      words={text.pausing}
      // What was refused may be done already by somebody else: the row says how it stands.
      act={() => api.pause(unit.poll ?? "").finally(readAgain)}
      done={() => {
        say(text.did.pause(unit.name));
        close();
      }}
      close={close}
    />
  );
}

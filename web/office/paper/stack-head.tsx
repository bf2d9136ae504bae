/** Which stack this is, how far both are, and what may be done to the whole of it. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { StackAnswer } from "../../../server/http/office/answers-records.ts";
import { stackText as text } from "../../text/paper-keying.ts";
import { showStack } from "./show-stack.ts";
import { CountDialog, GiveUpDialog, LeaveDialog } from "./stack-dialogs.tsx";

interface StackHeadProps {
  readonly poll: string;
  readonly answer: StackAnswer;
  readonly batch: string;
  readonly recounted: () => void;
  /** Called when one has nothing more to do with the stack. */
  readonly gone: () => void;
}

type Act = "count" | "leave" | "giveUp";
const ACTS: readonly Act[] = ["count", "leave", "giveUp"];

export function StackHead({ poll, answer, batch, recounted, gone }: StackHeadProps): ReactElement {
  const client = useQueryClient();
  const [act, setAct] = useState<Act | null>(null);
  const close = (): void => setAct(null);
  const dialog = { poll, close };
  return (
    <>
      <div className="keying-head">
        <p>
          <b>{text.of(batch, answer.title, answer.sheets)}</b>
        </p>
        <p>{text.progress(answer.keyed.length, answer.sheets)}</p>
        <p>{otherWords(answer)}</p>
        <div className="acts">
          {ACTS.map((one) => (
            <button key={one} type="button" className="btn" onClick={() => setAct(one)}>
              {text[one]}
            </button>
          ))}
        </div>
      </div>
      {act === "count" && (
        <CountDialog
          {...dialog}
          answer={answer}
          done={async (counted) => {
            await showStack(client, poll, counted);
            close();
            recounted();
          }}
        />
      )}
      {act === "leave" && <LeaveDialog {...dialog} answer={answer} done={gone} />}
      {act === "giveUp" && <GiveUpDialog {...dialog} stack={answer} done={gone} />}
    </>
  );
}

function otherWords({ other }: StackAnswer): string {
  if (!other) return text.other.none;
  return other.isDone ? text.other.done : text.other.keying(other.keyed);
}

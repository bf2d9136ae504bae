/** Messages: what happened, is anything lost, what now. */
import type { ReactElement, ReactNode } from "react";
import { common } from "../../text/console.ts";
import { explainProblem } from "../../text/problems.ts";
import { Destroyed } from "./destroyed.tsx";
import { refusalSentence } from "../refusal-sentence.ts";
import { Refusal } from "../api.ts";
import { useSignOut } from "../session/use-sign-out.ts";
import { Exclamation, Tick } from "./icons.tsx";

interface NoteProps {
  readonly tone?: "alert" | "warn" | "ok";
  readonly children: ReactNode;
}

export const Note = ({ tone, children }: NoteProps): ReactElement => (
  <div
    className={`note ${tone ?? ""}`}
    role={tone === "alert" ? "alert" : tone === "ok" ? "status" : undefined}
  >
    {tone === "ok" ? <Tick /> : <Exclamation />}
    <span>{children}</span>
  </div>
);

/** An act that was refused; nothing when there was none. */
export function RefusalNote({ error }: { readonly error: unknown }): ReactElement | null {
  if (error === null || error === undefined) return null;
  return (
    <Note tone="alert">
      <b>{common.notSaved}</b>
      {refusalSentence(error)}
    </Note>
  );
}

/** A page that could not be read. */
export function ReadFault({
  error,
  again,
}: {
  readonly error: unknown;
  readonly again: () => void;
}): ReactElement {
  if (error instanceof Refusal && error.code === "account.sign-in-again") return <SignInAgain />;
  if (error instanceof Refusal && error.code === "round.destroyed") return <Destroyed />;
  return (
    <div className="stack">
      <Note tone="alert">{refusalSentence(error)}</Note>
      <p className="sub">{common.code(error instanceof Refusal ? error.code : "unexpected")}</p>
      <div>
        <button type="button" className="btn" onClick={again}>
          {common.tryAgain}
        </button>
      </div>
    </div>
  );
}

/** Results asked for where a box was closed: no fault, only not here and not now. */
function SignInAgain(): ReactElement {
  const signOut = useSignOut();
  const { title, reason, action } = explainProblem({ code: "account.sign-in-again" });
  return (
    <div className="empty">
      <h1>{title}</h1>
      <p>{reason}</p>
      <p>{action}</p>
      <div className="acts">
        <button
          type="button"
          className="btn primary"
          disabled={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          {common.signOut}
        </button>
      </div>
      <RefusalNote error={signOut.error} />
    </div>
  );
}

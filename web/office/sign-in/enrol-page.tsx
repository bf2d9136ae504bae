/** Binds a phone that shows codes: forced once while the installation asks for codes and the account has none. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { EnrolmentAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import { oneTimeCode as text } from "../../text/one-time-code.ts";
import { api } from "../api.ts";
import { CodeField } from "../parts/code-field.tsx";
import { Mark } from "../parts/icons.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { forgetSession, sessionKey } from "../queries.ts";
import { useTitle } from "../use-title.ts";

export function EnrolPage({ session }: { readonly session: SessionAnswer }): ReactElement {
  useTitle(text.enrolTitle);
  const client = useQueryClient();
  const begin = useMutation({ mutationFn: api.beginEnrolment });
  const leave = useMutation({ mutationFn: api.signOut, onSuccess: () => forgetSession(client) });
  return (
    <main className="door">
      <div className={begin.data ? "card wide" : "card"}>
        <Mark />
        <h1>{text.enrolTitle}</h1>
        <p>{text.enrolLead}</p>
        {begin.data ? (
          <Phone key={begin.data.secret} enrolment={begin.data} session={session} />
        ) : (
          <p>{text.enrolNeeds}</p>
        )}
        <RefusalNote error={begin.error ?? leave.error} />
        <div className="acts">
          <button
            type="button"
            className={begin.data ? "btn" : "btn primary"}
            disabled={begin.isPending}
            onClick={() => begin.mutate()}
          >
            {begin.data ? text.again : text.begin}
          </button>
          <button type="button" className="btn" disabled={leave.isPending} onClick={() => leave.mutate()}>
            {text.signOut}
          </button>
        </div>
      </div>
    </main>
  );
}

interface PhoneProps {
  readonly enrolment: EnrolmentAnswer;
  readonly session: SessionAnswer;
}

/** The secret is on this page only; another page or another ask makes another one. */
function Phone({ enrolment, session }: PhoneProps): ReactElement {
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => api.confirmEnrolment(code),
    onSuccess: () => client.setQueryData(sessionKey, { ...session, mustEnrol: false }),
    onError: () => setCode(""),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      <div className="phone">
        <div>
          <p>{text.scan}</p>
          <QrImage {...enrolment.qr} />
        </div>
        <div>
          <p>{text.type}</p>
          <p>
            <b className="code">{enrolment.secret.replace(/(.{4})(?=.)/g, "$1 ")}</b>
          </p>
          <p className="hint">{text.once}</p>
          <CodeField label={text.code} value={code} change={setCode} />
          <RefusalNote error={confirm.error} />
          <button type="submit" className="btn primary" disabled={confirm.isPending}>
            {confirm.isPending ? text.busy : text.confirm}
          </button>
        </div>
      </div>
    </form>
  );
}

/** Modules of light around a code that cameras want. @source ISO 18004 */
const QUIET = 4;
/** Whole pixels, so that every module is as wide as the next. */
const MODULE_PX = 4;

function QrImage({ size, runs }: EnrolmentAnswer["qr"]): ReactElement {
  const side = size + 2 * QUIET;
  return (
    <svg
      className="qr"
      role="img"
      aria-label={text.qr}
      width={side * MODULE_PX}
      height={side * MODULE_PX}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={runs.map(({ x, y, width }) => `M${x} ${y}h${width}v1h${-width}z`).join("")} />
    </svg>
  );
}

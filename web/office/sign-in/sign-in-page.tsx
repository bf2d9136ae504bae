/**
 * Name and password, then the code of the phone where the server asks for it. A wrong one waits longer each time; nobody
 * else is locked out.
 */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import { signIn } from "../../text/console.ts";
import { codeAdvice, codeFault, oneTimeCode as codeText } from "../../text/one-time-code.ts";
import { api, factsOf } from "../api.ts";
import { CodeField } from "../parts/code-field.tsx";
import { Field } from "../parts/field.tsx";
import { Mark } from "../parts/icons.tsx";
import { Note } from "../parts/note.tsx";
import { sessionKey } from "../queries.ts";
import { refusalSentence } from "../refusal-sentence.ts";
import { giveBackTyping, useKeptTyping } from "../session/kept-typing.ts";
import { useTitle } from "../use-title.ts";
import { useSecondsLeft } from "./use-seconds-left.ts";

export function SignInPage(): ReactElement {
  useTitle(signIn.title);
  const client = useQueryClient();
  const kept = useKeptTyping();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  /** null until the password was right and the server asked for a code. */
  const [code, setCode] = useState<string | null>(null);
  const [waitEndsAt, setWaitEndsAt] = useState(0);
  const enter = useMutation({
    mutationFn: () => api.signIn(name.trim(), password, code ?? undefined),
    onSuccess: (session) => {
      client.setQueryData(sessionKey, session);
      giveBackTyping(session.name);
    },
    onError: (error) => {
      const codeRefused = factsOf(error, "account.code-refused");
      const wait = (codeRefused ?? factsOf(error, "account.refused"))?.waitSeconds ?? 0;
      setWaitEndsAt(performance.now() + wait * 1000);
      if (codeRefused) setCode("");
    },
  });
  const secondsLeft = useSecondsLeft(waitEndsAt);
  useEffect(() => {
    if (enter.isError) form.current?.querySelector<HTMLInputElement>("input[type=password]")?.select();
  }, [enter.isError]);
  const startOver = (): void => {
    setCode(null);
    setPassword("");
    enter.reset();
  };
  return (
    <main className="door">
      <div className="card">
        <Mark />
        <h1>{code === null ? signIn.title : codeText.title}</h1>
        {kept === "waiting" && (
          <div className="page-note">
            <Note>{signIn.kept}</Note>
          </div>
        )}
        <form
          ref={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (secondsLeft === 0 && !enter.isPending) enter.mutate();
          }}
        >
          {code === null ? (
            <>
              <Field
                label={signIn.name}
                autoComplete="username"
                autoFocus
                required
                value={name}
                change={setName}
              />
              <Field
                label={signIn.password}
                type="password"
                autoComplete="current-password"
                required
                value={password}
                change={setPassword}
              />
            </>
          ) : (
            <>
              <p>{codeText.account(name.trim())}</p>
              <CodeField label={codeText.code} autoFocus value={code} change={setCode} />
            </>
          )}
          <Refused error={enter.error} secondsLeft={secondsLeft} />
          <button type="submit" className="btn primary" disabled={enter.isPending || secondsLeft > 0}>
            {enter.isPending ? signIn.busy : signIn.act}
          </button>
          {code !== null && (
            <>
              <button type="button" className="btn" onClick={startOver}>
                {codeText.other}
              </button>
              <p className="hint">{codeText.lost}</p>
            </>
          )}
        </form>
        <p className="redline">{signIn.redline}</p>
      </div>
    </main>
  );
}

/** The first ask for a code is no refusal: it is the next thing to do. */
function Refused({
  error,
  secondsLeft,
}: {
  readonly error: unknown;
  readonly secondsLeft: number;
}): ReactElement | null {
  const code = factsOf(error, "account.code-refused");
  if (!error || code?.reason === "missing") return null;
  const refused = factsOf(error, "account.refused");
  return (
    <Note tone="alert">
      {code ? codeFault(code) : refused ? signIn.refused : refusalSentence(error)}
      {secondsLeft > 0 ? signIn.wait(secondsLeft) : code && codeAdvice({ ...code, waitSeconds: 0 })}
    </Note>
  );
}

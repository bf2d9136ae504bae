/** Name and password. A wrong one waits longer each time; nobody else is locked out. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import { signIn } from "../../text/console.ts";
import { api, factsOf } from "../api.ts";
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
  const [waitEndsAt, setWaitEndsAt] = useState(0);
  const enter = useMutation({
    mutationFn: () => api.signIn(name.trim(), password),
    onSuccess: (session) => {
      client.setQueryData(sessionKey, session);
      giveBackTyping(session.name);
    },
    onError: (error) => {
      const wait = factsOf(error, "account.refused")?.waitSeconds ?? 0;
      setWaitEndsAt(performance.now() + wait * 1000);
    },
  });
  const refused = factsOf(enter.error, "account.refused");
  const secondsLeft = useSecondsLeft(waitEndsAt);
  useEffect(() => {
    if (enter.isError) form.current?.querySelector<HTMLInputElement>("input[type=password]")?.select();
  }, [enter.isError]);
  return (
    <main className="door">
      <div className="card">
        <Mark />
        <h1>{signIn.title}</h1>
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
          {enter.isError && (
            <Note tone="alert">
              {refused ? signIn.refused : refusalSentence(enter.error)}
              {secondsLeft > 0 && signIn.wait(secondsLeft)}
            </Note>
          )}
          <button type="submit" className="btn primary" disabled={enter.isPending || secondsLeft > 0}>
            {enter.isPending ? signIn.busy : signIn.act}
          </button>
        </form>
        <p className="redline">{signIn.redline}</p>
      </div>
    </main>
  );
}

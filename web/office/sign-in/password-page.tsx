/** Change of password; forced once for a first password. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { SessionAnswer } from "../../../server/http/office/answers.ts";
import { common, password as text } from "../../text/console.ts";
import { addresses } from "../addresses.ts";
import { api, factsOf } from "../api.ts";
import { Field } from "../parts/field.tsx";
import { Mark } from "../parts/icons.tsx";
import { Note } from "../parts/note.tsx";
import { sessionKey } from "../queries.ts";
import { refusalSentence } from "../refusal-sentence.ts";
import { useTitle } from "../use-title.ts";

const PASSWORD_LENGTH_MIN = 10;

interface PasswordPageProps {
  readonly session: SessionAnswer;
  readonly isFirst: boolean;
}

interface Typed {
  readonly old: string;
  readonly next: string;
  readonly again: string;
}

type Faults = { readonly [field in keyof Typed]?: string };

function check({ old, next, again }: Typed): Faults {
  if ([...next].length < PASSWORD_LENGTH_MIN) return { next: text.tooShort };
  if (next === old) return { next: text.same };
  return next === again ? {} : { again: text.differ };
}

export function PasswordPage({ session, isFirst }: PasswordPageProps): ReactElement {
  useTitle(text.title);
  const client = useQueryClient();
  const [typed, setTyped] = useState<Typed>({ old: "", next: "", again: "" });
  const [faults, setFaults] = useState<Faults>({});
  const save = useMutation({
    mutationFn: () => api.changePassword(typed.old, typed.next),
    onSuccess: () => client.setQueryData(sessionKey, { ...session, mustChange: false }),
  });
  const set = (field: keyof Typed) => (value: string) => setTyped({ ...typed, [field]: value });
  return (
    <main className="door">
      <div className="card">
        <Mark />
        <h1>{text.title}</h1>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const found = check(typed);
            setFaults(found);
            if (Object.keys(found).length === 0) save.mutate();
          }}
        >
          {isFirst && <Note>{text.first}</Note>}
          <input type="text" name="username" autoComplete="username" value={session.name} readOnly hidden />
          <Field
            label={text.old}
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            value={typed.old}
            change={set("old")}
          />
          <Field
            label={text.next}
            hint={text.rule}
            fault={faults.next ?? null}
            type="password"
            autoComplete="new-password"
            required
            value={typed.next}
            change={set("next")}
          />
          <Field
            label={text.again}
            fault={faults.again ?? null}
            type="password"
            autoComplete="new-password"
            required
            value={typed.again}
            change={set("again")}
          />
          {save.isError && (
            <Note tone="alert">
              {factsOf(save.error, "account.refused") ? text.oldRefused : refusalSentence(save.error)}
            </Note>
          )}
          {save.isSuccess && <Note tone="ok">{text.done}</Note>}
          <div className="acts">
            <button type="submit" className="btn primary" disabled={save.isPending}>
              {save.isPending ? text.busy : text.act}
            </button>
            {!isFirst && (
              <Link href={addresses.rounds} className="btn">
                {common.backToRounds}
              </Link>
            )}
          </div>
        </form>
      </div>
    </main>
  );
}

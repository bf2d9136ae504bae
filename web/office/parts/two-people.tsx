/**
 * Two people agree to one act: the acting person's password once more, name and password of another; and both codes, where
 * the installation asks for them.
 */
import { useState } from "react";
import type { ReactElement } from "react";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import { twoPeople as text } from "../../text/two-people.ts";
import { codeAdvice, codeFault } from "../../text/one-time-code.ts";
import { factsOf, Refusal } from "../api.ts";
import { useSession } from "../queries.ts";
import { CodeField } from "./code-field.tsx";
import { Field } from "./field.tsx";
import { Note, RefusalNote } from "./note.tsx";

const NOBODY: TwoPeople = { own: "", second: { name: "", password: "" } };

/** What was typed so far; passwords live in the open dialog only. */
export function useTwoPeople(): readonly [TwoPeople, (people: TwoPeople) => void] {
  return useState(NOBODY);
}

interface TwoPeopleFieldsProps {
  readonly people: TwoPeople;
  readonly change: (people: TwoPeople) => void;
}

export function TwoPeopleFields({ people, change }: TwoPeopleFieldsProps): ReactElement {
  const { own, second } = people;
  const hasCodes = useSession().data?.hasCodes ?? false;
  const set = (part: Partial<TwoPeople>): void => change({ ...people, ...part });
  const setSecond = (part: Partial<TwoPeople["second"]>): void => set({ second: { ...second, ...part } });
  const ownPassword = (
    <Field
      label={text.own}
      type="password"
      required
      autoComplete="current-password"
      value={own}
      change={(value) => set({ own: value })}
    />
  );
  return (
    <>
      <p>{hasCodes ? text.leadCodes : text.lead}</p>
      {hasCodes ? (
        <div className="two grid">
          {ownPassword}
          <CodeField
            label={text.ownCode}
            value={people.ownCode ?? ""}
            change={(ownCode) => set({ ownCode })}
          />
        </div>
      ) : (
        ownPassword
      )}
      <div className="two grid">
        <Field
          label={text.name}
          required
          autoComplete="off"
          value={second.name}
          change={(name) => setSecond({ name: name.trim() })}
        />
        <Field
          label={text.password}
          type="password"
          required
          autoComplete="new-password"
          value={second.password}
          change={(password) => setSecond({ password })}
        />
        {hasCodes && (
          <CodeField label={text.code} value={second.code ?? ""} change={(code) => setSecond({ code })} />
        )}
      </div>
    </>
  );
}

/** A refusal of such an act; of passwords and codes it says whose was wrong. */
export function TwoPeopleRefusal({ error }: { readonly error: unknown }): ReactElement | null {
  const sentence = sentenceOf(error);
  return sentence === null ? <RefusalNote error={error} /> : <Note tone="alert">{sentence}</Note>;
}

function sentenceOf(error: unknown): string | null {
  const second = factsOf(error, "account.refused");
  if (second) return `${text.secondRefused}${text.wait(second.waitSeconds)}`;
  const own = factsOf(error, "account.own-password");
  if (own) return `${text.ownRefused}${text.wait(own.waitSeconds)}`;
  const secondCode = factsOf(error, "account.code-refused");
  if (secondCode) return text.codeRefused + codeFault(secondCode, text.ofSecond) + codeAdvice(secondCode);
  const ownCode = factsOf(error, "account.own-code");
  if (ownCode) return text.codeRefused + codeFault(ownCode, text.ofOwn) + codeAdvice(ownCode);
  return error instanceof Refusal && error.code === "account.not-allowed" ? text.secondNotAllowed : null;
}

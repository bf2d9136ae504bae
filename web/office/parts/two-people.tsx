/** Two people agree to one act: the acting person's password once more, name and password of another. */
import { useState } from "react";
import type { ReactElement } from "react";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import { twoPeople as text } from "../../text/two-people.ts";
import { factsOf, Refusal } from "../api.ts";
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
  return (
    <>
      <p>{text.lead}</p>
      <Field
        label={text.own}
        type="password"
        required
        autoComplete="current-password"
        value={own}
        change={(value) => change({ own: value, second })}
      />
      <div className="two grid">
        <Field
          label={text.name}
          required
          autoComplete="off"
          value={second.name}
          change={(name) => change({ own, second: { ...second, name: name.trim() } })}
        />
        <Field
          label={text.password}
          type="password"
          required
          autoComplete="new-password"
          value={second.password}
          change={(password) => change({ own, second: { ...second, password } })}
        />
      </div>
    </>
  );
}

/** A refusal of such an act; of the passwords it says whose was wrong. */
export function TwoPeopleRefusal({ error }: { readonly error: unknown }): ReactElement | null {
  const second = factsOf(error, "account.refused");
  const own = factsOf(error, "account.own-password");
  const isNotAllowed = error instanceof Refusal && error.code === "account.not-allowed";
  if (!second && !own && !isNotAllowed) return <RefusalNote error={error} />;
  const sentence = second ? text.secondRefused : own ? text.ownRefused : text.secondNotAllowed;
  return (
    <Note tone="alert">
      {sentence}
      {text.wait((second ?? own)?.waitSeconds ?? 0)}
    </Note>
  );
}

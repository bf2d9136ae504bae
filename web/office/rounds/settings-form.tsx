import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { LIST_PLACE_CHARACTERS_MAX } from "../../../server/core/round/round.ts";
import { POSTER_CHARACTERS_MAX } from "../../../server/core/round/poster.ts";
import type { DefinitionsAnswer, RoundAnswer } from "../../../server/http/office/answers.ts";
import { categoryWords, settings as text } from "../../text/console.ts";
import { words } from "../../text/words.ts";
import { addresses } from "../addresses.ts";
import { api } from "../api.ts";
import { Field } from "../parts/field.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import { useUnsaved } from "../way/unsaved.ts";
import { asksOutside, findFaults, OUTSIDE, startDraft, toSettings } from "./draft-settings.ts";
import type { DraftFaults, DraftSettings } from "./draft-settings.ts";
import { FormChoices } from "./form-choices.tsx";

interface SettingsFormProps {
  readonly definitions: DefinitionsAnswer;
  readonly round: RoundAnswer | null;
}

const SET_UPS = ["onsite", "online"] as const;

export function SettingsForm({ definitions, round }: SettingsFormProps): ReactElement {
  const [, go] = useLocation();
  const readAgain = useReadAgain();
  const form = useRef<HTMLFormElement>(null);
  const [start] = useState(() => startDraft(definitions, round));
  const [draft, setDraft] = useState(start);
  const letGo = useUnsaved(JSON.stringify(draft) !== JSON.stringify(start));
  const [faults, setFaults] = useState<DraftFaults>({});
  const set = (part: Partial<DraftSettings>): void => setDraft({ ...draft, ...part });
  const save = useMutation({
    mutationFn: () => api.saveRound(toSettings(draft, round?.id ?? null)),
    onSuccess: async (saved) => {
      await readAgain();
      letGo();
      go(addresses.prepare(saved.id));
    },
  });
  const submit = (): void => {
    const found = findFaults(draft);
    setFaults(found);
    if (Object.keys(found).length === 0) return save.mutate();
    // The first faulty field takes the focus once it is marked.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const count = Object.keys(faults).length;
  return (
    <form
      ref={form}
      className="settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <MainFields draft={draft} set={set} faults={faults} />
      <FormChoices definitions={definitions} draft={draft} set={set} faults={faults} />
      {asksOutside(draft) && <OutsideWay draft={draft} set={set} />}
      <SchemeChoice definitions={definitions} draft={draft} set={set} />
      <ProtectionChoice draft={draft} set={set} />
      {count > 0 && <Note tone="alert">{text.missingLead(count)}</Note>}
      <RefusalNote error={save.error} />
      <div className="ends">
        <button type="submit" className="btn primary" disabled={save.isPending}>
          {save.isPending ? text.saving : round ? text.saveEdit : text.save}
        </button>
      </div>
    </form>
  );
}

export interface PartProps {
  readonly draft: DraftSettings;
  readonly set: (part: Partial<DraftSettings>) => void;
}

type TextField =
  | "title"
  | "authority"
  | "period"
  | "feedbackDate"
  | "openUntil"
  | "contactPhone"
  | "listPlace"
  | "networkName"
  | "networkPassword";

function MainFields({ draft, set, faults }: PartProps & { readonly faults: DraftFaults }): ReactElement {
  const field = (name: TextField) => ({
    value: draft[name],
    fault: faults[name] ?? null,
    change: (value: string) => set({ [name]: value }),
  });
  return (
    <section className="panel">
      <div className="in">
        <Field label={text.name} placeholder={text.namePlaceholder} autoFocus {...field("title")} />
        <div className="grid">
          <Field label={text.authority} hint={text.authorityHint} {...field("authority")} />
          <Field label={text.period} hint={text.periodHint} {...field("period")} />
          <Field label={text.openUntil} hint={text.openUntilHint} {...field("openUntil")} />
          <Field label={text.phone} hint={text.phoneHint} type="tel" {...field("contactPhone")} />
          <Field label={text.feedbackDate} hint={text.feedbackDateHint} {...field("feedbackDate")} />
        </div>
        <PosterChoice draft={draft} set={set} />
        <fieldset className="choice">
          <legend>{text.setUp}</legend>
          {SET_UPS.map((setUp) => (
            <label key={setUp}>
              <input
                type="radio"
                name="setUp"
                checked={draft.setUp === setUp}
                onChange={() => set({ setUp })}
              />
              <span>
                <b>{words.setUp[setUp]}</b>
                <small>{text.setUps[setUp]}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {draft.setUp === "onsite" && (
          <div className="grid">
            <Field label={text.networkName} hint={text.networkNameHint} {...field("networkName")} />
            <Field
              label={text.networkPassword}
              hint={text.networkPasswordHint}
              {...field("networkPassword")}
            />
            <Field
              label={text.listPlace}
              hint={text.listPlaceHint}
              maxLength={LIST_PLACE_CHARACTERS_MAX}
              {...field("listPlace")}
            />
          </div>
        )}
      </div>
    </section>
  );
}

const POSTER_PARTS = ["mailbox", "email", "visitAt", "signedBy", "signedOn"] as const;

/** Ways of reporting and the foot of the public poster: all may stay empty. */
function PosterChoice({ draft: { poster }, set }: PartProps): ReactElement {
  return (
    <fieldset>
      <legend>{text.poster.title}</legend>
      <div className="grid">
        {POSTER_PARTS.map((part) => (
          <Field
            key={part}
            label={text.poster[part]}
            maxLength={POSTER_CHARACTERS_MAX[part]}
            value={poster[part]}
            change={(value) => set({ poster: { ...poster, [part]: value } })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function OutsideWay({ draft, set }: PartProps): ReactElement {
  return (
    <section className="panel">
      <div className="in">
        <fieldset className="choice">
          <legend>{text.outside(categoryWords[OUTSIDE] ?? OUTSIDE)}</legend>
          {(["tickets", "link"] as const).map((way) => (
            <label key={way}>
              <input
                type="radio"
                name="outside"
                checked={draft.isOutsideOpen === (way === "link")}
                onChange={() => set({ isOutsideOpen: way === "link" })}
              />
              <span>
                <b>{text.outsideWays[way][0]}</b>
                <small>{text.outsideWays[way][1]}</small>
              </span>
            </label>
          ))}
        </fieldset>
      </div>
    </section>
  );
}

function SchemeChoice({
  definitions,
  draft,
  set,
}: PartProps & { readonly definitions: DefinitionsAnswer }): ReactElement {
  return (
    <section className="panel">
      <div className="in">
        <fieldset className="choice">
          <legend>{text.scheme}</legend>
          {definitions.schemes.map((scheme) => (
            <label key={scheme.id}>
              <input
                type="radio"
                name="scheme"
                checked={draft.scheme === scheme.id}
                onChange={() => set({ scheme: scheme.id })}
              />
              <span>
                <b>{scheme.title}</b>
                <small>{text.version(scheme.version)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="checks">
          <label>
            <input
              type="checkbox"
              checked={draft.judgesFirst}
              onChange={(event) => set({ judgesFirst: event.target.checked })}
            />
            {text.judgesFirst}
          </label>
        </div>
      </div>
    </section>
  );
}

function ProtectionChoice({ draft, set }: PartProps): ReactElement {
  const choices = [
    { label: text.smallBlocks, checked: draft.smallBlocks, on: { smallBlocks: !draft.smallBlocks } },
    {
      label: text.longKeys,
      checked: draft.keyBits === 3072,
      on: { keyBits: draft.keyBits === 3072 ? 2048 : 3072 },
    },
  ] as const;
  return (
    <section className="panel">
      <div className="in">
        <fieldset className="choice">
          <legend>{text.protection}</legend>
          <div className="checks">
            {choices.map(({ label, checked, on }) => (
              <label key={label}>
                <input type="checkbox" checked={checked} onChange={() => set(on)} />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
      </div>
    </section>
  );
}

/** Two versions of a form: what changed in words, and line by line. */
import { useState } from "react";
import type { ReactElement } from "react";
import { compareInstruments } from "../../../server/core/definition/edit/compare-instruments.ts";
import type { Instrument } from "../../../server/core/definition/instrument.ts";
import { changeSentence } from "../../text/form-changes.ts";
import { formText as text } from "../../text/forms.ts";
import { ReadFault } from "../parts/note.tsx";
import { useForm } from "./forms-api.ts";
import { RawDifference } from "./raw-difference.tsx";

interface ComparisonProps {
  readonly id: string;
  readonly versions: readonly string[];
}

export function Comparison({ id, versions }: ComparisonProps): ReactElement {
  const [before, setBefore] = useState(versions[versions.length - 2]!);
  const [after, setAfter] = useState(versions[versions.length - 1]!);
  const [was, is] = [useForm(id, before), useForm(id, after)];
  const choice = (label: string, value: string, choose: (version: string) => void) => (
    <label className="inline">
      {label}
      <select className="box" value={value} onChange={({ target }) => choose(target.value)}>
        {versions.map((version) => (
          <option key={version}>{version}</option>
        ))}
      </select>
    </label>
  );
  const error = was.error ?? is.error;
  return (
    <section className="panel" aria-labelledby="compare">
      <header>
        <h2 id="compare">{text.compareTitle}</h2>
        <span className="pair">
          {choice(text.before, before, setBefore)}
          {choice(text.after, after, setAfter)}
        </span>
      </header>
      <div className="in">
        {error && <ReadFault error={error} again={() => void Promise.all([was.refetch(), is.refetch()])} />}
        {was.data && is.data && (
          <Differences
            before={JSON.parse(was.data.definition) as Instrument}
            after={JSON.parse(is.data.definition) as Instrument}
          />
        )}
      </div>
    </section>
  );
}

interface DifferencesProps {
  readonly before: Instrument;
  readonly after: Instrument;
}

export function Differences({ before, after }: DifferencesProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const changes = compareInstruments(before, after);
  if (changes.length === 0) return <p>{text.same}</p>;
  return (
    <div className="stack differences">
      <p>
        <b>{text.changes(changes.length)}</b>
      </p>
      <ul>
        {changes.map((change, at) => (
          <li key={at}>{changeSentence(change)}</li>
        ))}
      </ul>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{text.raw}</summary>
        {isOpen && <RawDifference before={before} after={after} />}
      </details>
    </div>
  );
}

/** Writing a form: the common edits or its text, what changed, faults, the phone's view; saving makes a new version. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import type { ReactElement } from "react";
import { Link, useLocation } from "wouter";
import { readEditable } from "../../../server/core/definition/edit/read-editable.ts";
import type { Instrument } from "../../../server/core/definition/instrument.ts";
import type { PlacedFault } from "../../../server/http/office/answers-library.ts";
import { editText as text } from "../../text/forms.ts";
import { addresses } from "../addresses.ts";
import { takeHeld, useHeld } from "../session/kept-typing.ts";
import { Loading } from "../parts/loading.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { Differences } from "./comparison.tsx";
import { CommonEdits } from "./edit/common-edits.tsx";
import { FaultList } from "./fault-list.tsx";
import { formsApi, libraryKey } from "./forms-api.ts";
import { noteSaved } from "./just-saved.ts";
import { layOut } from "./lay-out.ts";
import { PhonePreview } from "./phone-preview.tsx";
import { useUnsaved } from "../way/unsaved.ts";
import { type Tab, Tabs } from "./tabs.tsx";
import { type Checking, useCheck } from "./use-check.ts";

const JsonEditor = lazy(async () => ({ default: (await import("./json-editor.tsx")).JsonEditor }));

interface FormEditorProps {
  readonly title: string;
  readonly start: string;
  /** What it is compared with; null for a form that comes from elsewhere. */
  readonly base: Instrument | null;
  /** The id is still to be chosen. */
  readonly mayRename: boolean;
  /** What to think of before saving. */
  readonly hint?: string | null;
}

export function FormEditor({ title, start, base, mayRename, hint = null }: FormEditorProps): ReactElement {
  const held = `form ${title}`;
  const [definition, setDefinition] = useState(() => takeHeld<string>(held) ?? start);
  useHeld(held, definition === start ? undefined : definition);
  const [tab, setTab] = useState<Tab>("form");
  const [goTo, setGoTo] = useState<PlacedFault | null>(null);
  const checking = useCheck(definition);
  const instrument = useMemo(() => readEditable(definition), [definition]);
  const save = useSave(definition, useUnsaved(definition !== start));
  const open = (fault: PlacedFault): void => {
    setTab("text");
    setGoTo({ ...fault });
  };
  return (
    <>
      <EditorHead
        title={title}
        checking={checking}
        back={base ? addresses.form(base.id) : addresses.forms}
        label={save.isPending ? text.saving : text.save(String(instrument?.version ?? ""))}
        save={save.isPending ? null : () => save.mutate()}
      />
      <div className="cols with-phone">
        <div className="stack">
          {hint !== null && <Note>{hint}</Note>}
          <RefusalNote error={save.error ?? checking.error} />
          <Verdict checking={checking} open={open} />
          <Tabs tab={tab} choose={setTab} hasChanges={base !== null}>
            {tab === "form" && (
              <CommonEdits
                instrument={instrument}
                mayRename={mayRename}
                change={(changed) => setDefinition(layOut(changed))}
              />
            )}
            {tab === "text" && (
              <Suspense fallback={<Loading />}>
                <JsonEditor
                  text={definition}
                  change={setDefinition}
                  faults={checking.isCurrent ? faultsOf(checking) : []}
                  goTo={goTo}
                />
              </Suspense>
            )}
            {tab === "changes" && base && <Changes base={base} checking={checking} />}
          </Tabs>
        </div>
        <PhonePreview form={checking.preview} />
      </div>
    </>
  );
}

interface EditorHeadProps {
  readonly title: string;
  readonly checking: Checking;
  readonly back: string;
  readonly label: string;
  /** Null while it is being saved. */
  readonly save: (() => void) | null;
}

const EditorHead = ({ title, checking, back, label, save }: EditorHeadProps): ReactElement => (
  <div className="head stays">
    <div>
      <h1>{title}</h1>
      <p aria-live="polite">{stateOf(checking)}</p>
    </div>
    <div className="acts">
      <Link href={back} className="btn quiet">
        {text.leave}
      </Link>
      <button
        type="button"
        className="btn primary"
        disabled={save === null || !checking.isCurrent || checking.answer?.checked === null}
        onClick={() => save?.()}
      >
        {label}
      </button>
    </div>
  </div>
);

/** @param letGo of what is typed, once it is saved */
function useSave(definition: string, letGo: () => void) {
  const client = useQueryClient();
  const [, go] = useLocation();
  return useMutation({
    mutationFn: () => formsApi.save(definition),
    onSuccess: async ({ id, version }) => {
      await Promise.all(
        [libraryKey, ["definitions"]].map((queryKey) =>
          client.invalidateQueries({ queryKey: [...queryKey] }),
        ),
      );
      noteSaved(id, version);
      letGo();
      go(addresses.form(id));
    },
  });
}

const faultsOf = ({ answer }: Checking): readonly PlacedFault[] =>
  answer ? [...answer.faults, ...answer.warnings] : [];

interface VerdictProps {
  readonly checking: Checking;
  readonly open: (fault: PlacedFault) => void;
}

function Verdict({ checking: { answer }, open }: VerdictProps): ReactElement | null {
  if (!answer) return null;
  if (answer.faults.length > 0) return <FaultList faults={answer.faults} isBad open={open} />;
  return answer.warnings.length > 0 ? <FaultList faults={answer.warnings} isBad={false} open={open} /> : null;
}

function stateOf({ answer, isCurrent }: Checking): string {
  if (!answer || !isCurrent) return text.checking;
  if (answer.faults.length > 0) return text.faultsTitle(answer.faults.length);
  return answer.warnings.length > 0 ? text.warningsTitle(answer.warnings.length) : text.sound;
}

interface ChangesProps {
  readonly base: Instrument;
  readonly checking: Checking;
}

function Changes({ base, checking: { answer, isCurrent } }: ChangesProps): ReactElement {
  if (!isCurrent || !answer?.checked) return <Note>{text.noOutline}</Note>;
  return <Differences before={base} after={JSON.parse(answer.checked.definition) as Instrument} />;
}

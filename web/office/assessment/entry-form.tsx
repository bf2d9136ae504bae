/** Everything people enter about a unit, saved together. What a grade rests on cannot be changed here. */
import type { ReactElement } from "react";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { assessment as text } from "../../text/console-review.ts";
import { factsOf } from "../api.ts";
import { Note, RefusalNote } from "../parts/note.tsx";
import { assessmentApi } from "./assessment-api.ts";
import { CountsPanel } from "./counts-panel.tsx";
import { ChangedNote } from "./changed-note.tsx";
import { bodyOf, type DraftEntry, isChanged } from "./draft-entry.ts";
import { JudgesPanel } from "./judges-panel.tsx";
import { takeTheirs } from "./merge-entries.ts";
import { useDraft } from "./use-draft.ts";
import { JudgementPanel } from "./judgement-panel.tsx";
import { PointsPanel } from "./points-panel.tsx";
import { useUnsaved } from "../way/unsaved.ts";
import { useUnitAct } from "./use-assessment.ts";
import { WorkloadPanel } from "./workload-panel.tsx";

/** What every part of the form gets. */
export interface PartProps {
  readonly answer: AssessmentAnswer;
  readonly draft: DraftEntry;
  readonly set: (part: Partial<DraftEntry>) => void;
  /** The sentence of a fault by JSON path. */
  readonly faultAt: (path: string) => string | null;
}

export function EntryForm({
  round,
  answer,
}: {
  readonly round: string;
  readonly answer: AssessmentAnswer;
}): ReactElement {
  const { draft, setDraft, base, setBase, clashes, setClashes, isBehind, merge } = useDraft(answer);
  const save = useUnitAct(
    round,
    answer.unit.id,
    () => assessmentApi.save(round, answer.unit.id, bodyOf(draft), base.version),
    (saved) => {
      setBase(saved);
      setClashes([]);
    },
  );
  const faults = factsOf(save.error, "assessment.invalid")?.faults ?? [];
  const hasChanged = isChanged(draft, base);
  useUnsaved(hasChanged);
  const part: PartProps = {
    answer,
    draft,
    set: (change) => setDraft({ ...draft, ...change }),
    faultAt: (path) => faults.find((fault) => fault.path === path)?.sentence ?? null,
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      {answer.isBlind && <Note>{text.blind}</Note>}
      {!answer.mayEnter ? (
        <Note>{text.frozen(answer.state)}</Note>
      ) : (
        !answer.mayJudge && <Note>{text.judged}</Note>
      )}
      <JudgementPanel {...part} />
      <CountsPanel {...part} />
      <JudgesPanel {...part} />
      <PointsPanel {...part} />
      <WorkloadPanel {...part} />
      {answer.mayEnter && (
        <div className="savebar">
          {isBehind || clashes.length > 0 ? (
            <ChangedNote
              answer={answer}
              clashes={clashes}
              merge={
                isBehind
                  ? () => {
                      save.reset();
                      merge();
                    }
                  : null
              }
              take={(clash) => {
                setDraft(takeTheirs(draft, clash));
                setClashes(clashes.filter((one) => one !== clash));
              }}
            />
          ) : (
            <RefusalNote error={save.error} />
          )}
          <span className="sub" role="status">
            {hasChanged ? text.changed : save.isSuccess ? text.saved : ""}
          </span>
          <button type="submit" className="btn primary" disabled={save.isPending || !hasChanged || isBehind}>
            {save.isPending ? text.busy : text.save}
          </button>
        </div>
      )}
    </form>
  );
}

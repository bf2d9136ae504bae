import type { ReactElement } from "react";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { momentOf, recount as text, stations } from "../../text/console-review.ts";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { WorkLine } from "../making/work-line.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { assessmentApi, recountSheetAddress } from "./assessment-api.ts";
import { useUnitAct } from "./use-assessment.ts";

interface RecountPanelProps {
  readonly round: string;
  readonly answer: AssessmentAnswer;
}

/** 复核: a recount by somebody who had no part in it, and its sheets. */
export function RecountPanel({ round, answer }: RecountPanelProps): ReactElement | null {
  const { poll, unit, isBlind, history } = answer;
  const key = longWorkKey("recount", round, unit.id);
  const act = useUnitAct(round, unit.id, () => assessmentApi.recount(round, unit.id), undefined, key);
  const { isPending, error } = useLongWork("recount", round, unit.id);
  if (poll?.state !== "closed" || isBlind) return null;
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
      </header>
      <div className="in stack">
        <p className="sub">{text.lead}</p>
        {history.map(
          ({ act: said, sequence, by, atUtc }) =>
            said.kind === "recounted" && (
              <p key={sequence}>
                {stations.by(by, momentOf(atUtc))}：{text.result(said)}{" "}
                {["docx", "pdf"].map((format) => (
                  <a
                    key={format}
                    className="link sheet-link"
                    href={recountSheetAddress(poll.id, sequence, format)}
                    download
                  >
                    {text.sheetOf(format.toUpperCase())}
                  </a>
                ))}
              </p>
            ),
        )}
        {isPending && <WorkLine says={text.busy} />}
        <RefusalNote error={error} />
        <div className="acts">
          <button type="button" className="btn" disabled={isPending} onClick={() => act.mutate(undefined)}>
            {text.act}
          </button>
        </div>
      </div>
    </section>
  );
}

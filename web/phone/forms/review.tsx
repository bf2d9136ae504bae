/** 提交前: what has been filled in, by part, and what submitting means. Answers themselves are not shown again. */
import type { PanelModel } from "survey-core";
import { form as words } from "../../text/form.ts";
import { phone } from "../../text/phone.ts";
import { pageTop } from "../page/frame.ts";
import { ClosingSoon } from "./closing-soon.tsx";
import { leadersOfPart } from "./create-model.ts";
import type { Position } from "./form-to-show.ts";
import { Placed } from "./placed.tsx";
import { answeredOn, type PageProgress } from "./progress.ts";

interface ReviewProps {
  readonly title: string;
  readonly position: Position;
  readonly batchName: string;
  /** As `FormToShow.reportTo`. */
  readonly reportTo: string | null;
  /** Of the grace, when the poll is closing. */
  readonly minutesLeft: number | null;
  readonly pages: readonly PageProgress[];
  readonly isSubmitting: boolean;
  readonly change: (page: number) => void;
  readonly submit: () => void;
}

export function Review({
  title,
  position,
  batchName,
  reportTo,
  minutesLeft,
  pages,
  isSubmitting,
  change,
  submit,
}: ReviewProps) {
  return (
    <div className="page">
      <Placed make={pageTop} />
      <main className="body review">
        {position.of > 1 && <p className="eyebrow">{words.position(position.index, position.of)}</p>}
        <h1 tabIndex={-1} className="page-title">
          {phone.reviewTitle(title)}
        </h1>
        <ClosingSoon minutes={minutesLeft} />
        <ul className="rows">
          {pages.map((progress, index) => (
            <li key={progress.page.id}>
              <span>
                <b>{nameOf(progress, index)}</b>
                <small>{stateOf(progress)}</small>
              </span>
              <button type="button" className="link" disabled={isSubmitting} onClick={() => change(index)}>
                {phone.change}
                <span className="sr">{nameOf(progress, index)}</span>
              </button>
            </li>
          ))}
        </ul>
        <ul className="facts">
          <li>
            <b>{words.confirm}</b>
            {phone.onceOnly}
          </li>
          <li>
            <b>{phone.countedAsTitle(batchName)}</b>
            {phone.countedAs}
          </li>
          {reportTo !== null && <li>{words.textReport(reportTo)}</li>}
        </ul>
      </main>
      <div className="bar">
        <button
          type="button"
          className="btn"
          disabled={isSubmitting}
          onClick={() => change(pages.length - 1)}
        >
          {words.confirmBack}
        </button>
        <button type="button" className="btn primary" disabled={isSubmitting} onClick={submit}>
          {isSubmitting ? words.submitting : words.confirmSubmit}
        </button>
      </div>
    </div>
  );
}

/** The leaders, else the sections, else the title of the page, else its number. */
function nameOf({ page }: PageProgress, index: number): string {
  const leaders = leadersOfPart(page);
  if (leaders.length > 0) return leaders.map(({ name }) => name).join("、");
  const sections = page.elements.filter(
    (one) => one.isPanel && one.isVisible && (one as PanelModel).title !== "",
  );
  if (sections.length > 0) return sections.map((one) => (one as PanelModel).locTitle.renderedHtml).join("　");
  return page.title ? page.locTitle.renderedHtml : phone.reviewPage(index + 1);
}

function stateOf(progress: PageProgress): string {
  const { answered, blank } = answeredOn(progress.questions);
  if (leadersOfPart(progress.page).length > 0) return phone.reviewLeader;
  const state = blank === 0 ? phone.reviewAnswered(answered) : phone.reviewBlank(answered, blank);
  const [first, last] = progress.numbers ?? [];
  if (first === undefined || last === undefined) return state;
  return `${phone.range(first, last)}，${state}`;
}

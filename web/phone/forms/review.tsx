/** 提交前: what has been filled in, by part, and what submitting means. Answers themselves are not shown again. */
import { useState } from "react";
import type { PanelModel } from "survey-core";
import { form as words } from "../../text/form.ts";
import { landing } from "../../text/landing.ts";
import { phone } from "../../text/phone.ts";
import { words as shared } from "../../text/words.ts";
import { isLargeType, setLargeType } from "../theme.ts";
import { ClosingSoon } from "./closing-soon.tsx";
import { leaderOfPage } from "./create-model.ts";
import { answeredOn, type PageProgress } from "./progress.ts";

interface ReviewProps {
  readonly title: string;
  readonly batchName: string;
  /** Of the grace, when the poll is closing. */
  readonly minutesLeft: number | null;
  readonly pages: readonly PageProgress[];
  readonly isSubmitting: boolean;
  readonly change: (page: number) => void;
  readonly submit: () => void;
}

export function Review({ title, batchName, minutesLeft, pages, isSubmitting, change, submit }: ReviewProps) {
  return (
    <div className="page">
      <ReviewTop />
      <main className="body review">
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

function ReviewTop() {
  const [isLarge, setIsLarge] = useState(isLargeType());
  function press(): void {
    setLargeType(!isLarge);
    setIsLarge(!isLarge);
  }
  return (
    <header className="top">
      <span className="mark">
        <svg viewBox="0 0 14 24" aria-hidden="true">
          <path d="M7 0v13" stroke="currentColor" strokeWidth="1.5" />
          <path d="M2.5 13h9L7 23z" fill="currentColor" />
        </svg>
        {shared.product}
      </span>
      <button type="button" className="btn quiet" aria-pressed={isLarge} onClick={press}>
        <span aria-hidden="true">Aa</span>
        {landing.largeType}
      </button>
    </header>
  );
}

/** The leader, else the sections, else the title of the page, else its number. */
function nameOf({ page }: PageProgress, index: number): string {
  const leader = leaderOfPage(page);
  if (leader) return leader.name;
  const sections = page.elements.filter(
    (one) => one.isPanel && one.isVisible && (one as PanelModel).title !== "",
  );
  if (sections.length > 0) return sections.map((one) => (one as PanelModel).locTitle.renderedHtml).join("　");
  return page.title ? page.locTitle.renderedHtml : phone.reviewPage(index + 1);
}

function stateOf(progress: PageProgress): string {
  const { answered, blank } = answeredOn(progress.questions);
  if (leaderOfPage(progress.page)) return phone.reviewLeader;
  const state = blank === 0 ? phone.reviewAnswered(answered) : phone.reviewBlank(answered, blank);
  const [first, last] = progress.numbers ?? [];
  if (first === undefined || last === undefined) return state;
  return `${phone.range(first, last)}，${state}`;
}

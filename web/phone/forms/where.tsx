/** Where am I, how much is left; after a failed step also what is missing. Stays at the top while the page scrolls. */
import { form as words } from "../../text/form.ts";
import { phone } from "../../text/phone.ts";
import type { Question } from "survey-core";
import { typeSwitch } from "../page/frame.ts";
import { isUnfinished } from "./answer.ts";
import { leadersOfPart } from "./create-model.ts";
import type { Position } from "./form-to-show.ts";
import { Placed } from "./placed.tsx";
import { numberOf, type PageProgress } from "./progress.ts";

interface WhereProps {
  readonly shortTitle: string;
  readonly position: Position;
  readonly pages: readonly PageProgress[];
  readonly at: number;
  readonly isByLeader: boolean;
  /** Questions that hold up the step; empty when nothing does. */
  readonly missing: readonly Question[];
}

export function Where({ shortTitle, position, pages, at, isByLeader, missing }: WhereProps) {
  const place = placeText(pages, at, isByLeader);
  return (
    <header className="where">
      <Placed make={typeSwitch} />
      <p>
        <span>
          <b>{shortTitle}</b>
          {position.of > 1 && <PositionText {...position} />}
        </span>
        <span className="nowrap">{place}</span>
      </p>
      <div
        className="ticks"
        role="progressbar"
        aria-label={phone.progress}
        aria-valuemin={0}
        aria-valuemax={pages.length}
        aria-valuenow={at}
        aria-valuetext={place}
      >
        {pages.map(({ page, share }, index) => (
          <i key={page.id} className={index < at ? "done" : index === at ? "part" : ""}>
            {index === at && <i style={{ width: `${Math.round(share * 100)}%` }} />}
          </i>
        ))}
      </div>
      <div role="alert">
        {missing.length > 0 && (
          <p className="fault">
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" strokeWidth="1.5" />
              <path d="M8 4.2v4.6M8 11v.6" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
            </svg>
            <span>{missingText(missing)}</span>
          </p>
        )}
      </div>
    </header>
  );
}

/** （1/3） to the eye, which has little room here; a screen reader says it in full. */
function PositionText({ index, of }: Position) {
  return (
    <>
      <span aria-hidden="true">{phone.position(index, of)}</span>
      <span className="sr">{words.position(index, of)}</span>
    </>
  );
}

function placeText(pages: readonly PageProgress[], at: number, isByLeader: boolean): string {
  if (isByLeader) {
    const counts = pages.map(({ page }) => Math.max(1, leadersOfPart(page).length));
    const sum = (upTo: number): number => counts.slice(0, upTo).reduce((one, other) => one + other, 0);
    return phone.leaders(sum(at) + 1, sum(at + 1), sum(counts.length));
  }
  const all = pages.flatMap((page) => (page.numbers ? [page.numbers[1]] : []));
  const here = pages[at]?.numbers;
  if (here && all.length > 0) return phone.questions(here[0], here[1], all[all.length - 1]!);
  return words.page(at + 1, pages.length);
}

/** Not answered, or answered in a way that needs another look. */
function missingText(missing: readonly Question[]): string {
  const isBlank = missing.every((question) => question.isEmpty() && !hasUnread(question));
  return (isBlank ? phone.missing : phone.amiss)(missing.length, numbersOf(missing));
}

const hasUnread = (question: Question): boolean =>
  [question, ...question.getNestedQuestions(true)].some((one) => isUnfinished(one));

const numbersOf = (questions: readonly Question[]): readonly number[] =>
  questions.map(numberOf).filter((number): number is number => number !== null);

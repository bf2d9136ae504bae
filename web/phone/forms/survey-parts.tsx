/** How SurveyJS's pages, panels and questions look here: registered in place of its own. */
import type { PageModel, PanelModel, Question } from "survey-core";
import {
  ReactElementFactory,
  SurveyElementBase,
  SurveyPage,
  SurveyPanel,
  SurveyQuestion,
} from "survey-react-ui";
import { form as words, surveyFaults } from "../../text/form.ts";
import { phone } from "../../text/phone.ts";
import { dontKnowOf, frozenOfQuestion, isWholeCard, leaderOfCard } from "./create-model.ts";
import { unreadOf } from "./answer.ts";
import { LeaderSkip } from "./leader-skip.tsx";
import { languageOf } from "./languages.ts";
import { numberOf } from "./progress.ts";
import { quotasOf } from "./watch-quotas.ts";
import { allRowsRequired, faultId, hintId, isText, titleId, whoId } from "./question-labels.ts";

/** A page: its title, or the leader it is about, then rows of questions. */
class FormPage extends SurveyPage {
  override renderElement() {
    const page = this.page as PageModel;
    const leader = leaderOfCard(page);
    return (
      <div ref={this.rootRef} className={leader ? "form-page card-of-leader" : "form-page"}>
        {leader ? (
          <header className="who" id={whoId(page)}>
            <h1 tabIndex={-1}>{leader.name}</h1>
            <p>{leader.post}</p>
          </header>
        ) : (
          <PageHead page={page} />
        )}
        {this.renderRows(page.cssClasses)}
        {leader && <LeaderSkip card={page} />}
      </div>
    );
  }
}

function PageHead({ page }: { page: PageModel }) {
  const description = page.locDescription.renderedHtml;
  return (
    <header className="part">
      <h1 tabIndex={-1} className={page.title ? "" : "sr"}>
        {page.title
          ? page.locTitle.renderedHtml
          : (page.survey as { title?: string }).title || phone.progress}
      </h1>
      {description && <p>{description}</p>}
    </header>
  );
}

/** A panel: its title over its questions, no box; or one of several leaders' cards on a page. */
class FormPanel extends SurveyPanel {
  override renderElement() {
    const panel = this.panelBase as PanelModel;
    const leader = panel.parent?.isPage ? leaderOfCard(panel) : null;
    if (leader && !leaderOfCard(panel.parent as PageModel))
      return (
        <div ref={this.rootRef} className="card-of-leader short">
          <header className="who" id={whoId(panel)}>
            <h2>{leader.name}</h2>
            <p>{leader.post}</p>
          </header>
          {this.renderRows(panel.cssClasses)}
          <LeaderSkip card={panel} />
        </div>
      );
    const description = panel.locDescription.renderedHtml;
    return (
      <div ref={this.rootRef} className="group-of">
        {panel.hasTitle && <h2 className="group">{panel.locTitle.renderedHtml}</h2>}
        {description && <p className="hint">{description}</p>}
        {this.renderRows(panel.cssClasses)}
      </div>
    );
  }
}

interface QuestionCardProps {
  readonly element: Question;
  readonly creator: never;
  /** For a cell of a table: the title of its column. */
  readonly title?: string;
}

/** A question: number, title, hint, what is missing, then the answers. */
class QuestionCard extends SurveyElementBase<QuestionCardProps, Record<string, unknown>> {
  protected override getStateElement() {
    return this.props.element;
  }

  protected override renderElement() {
    const question = this.props.element;
    return (
      <section
        className={question.errors.length > 0 ? "q missing" : "q"}
        data-name={question.name}
        lang={languageOf(question)}
      >
        {question.getType() !== "html" && (
          <QuestionTitle question={question} title={this.props.title ?? question.locTitle.renderedHtml} />
        )}
        <QuestionFault question={question} />
        {SurveyQuestion.renderQuestionBody(this.props.creator, question)}
      </section>
    );
  }
}

function QuestionTitle({ question, title }: { question: Question; title: string }) {
  const number = numberOf(question);
  const description = question.locDescription.renderedHtml;
  const isRequired = question.isRequired || allRowsRequired(question);
  const Heading = question.parent && !question.parent.isPage ? "h3" : "h2";
  return (
    <>
      <Heading id={titleId(question)} className="q-title">
        {number !== null && <span className="n">{number}</span>}
        {isRequired && (
          <span className="req" aria-hidden="true">
            *
          </span>
        )}
        {title}
        {isRequired && <span className="sr">{phone.isRequired}</span>}
        {!isRequired && isText(question) && !description && (
          <span className="optional">{phone.optional}</span>
        )}
      </Heading>
      {description && (
        <p id={hintId(question)} className="hint">
          {description}
        </p>
      )}
      <QuotaHint question={question} />
    </>
  );
}

function QuotaHint({ question }: { question: Question }) {
  const frozen = frozenOfQuestion(question);
  const quotas = frozen ? quotasOf(frozen, question) : [];
  if (quotas.length === 0) return null;
  return <p className="hint">{quotas.map(({ title, max }) => phone.quotaHint(title, max)).join("；")}</p>;
}

function QuestionFault({ question }: { question: Question }) {
  if (question.errors.length === 0) return null;
  return (
    <p id={faultId(question)} className="fault" lang="zh-CN">
      {faultText(question)}
    </p>
  );
}

function faultText(question: Question): string {
  const [first] = question.errors;
  if (unreadOf(question) !== null) return surveyFaults.numericError;
  if (first?.getErrorType() !== "required") return first?.getText() ?? "";
  if (isText(question)) return phone.textMissing;
  if (isWholeCard(question) && languageOf(question) === undefined) return words.requiredOrSkip;
  return dontKnowOf(question).length > 0 ? words.requiredOrUnknown : words.required;
}

export function registerParts(): void {
  const register = ReactElementFactory.Instance;
  register.registerElement("sv-page", (props) => <FormPage {...props} />);
  register.registerElement("panel", (props) => <FormPanel {...props} />);
  register.registerElement("question", (props) => <QuestionCard {...props} />);
}

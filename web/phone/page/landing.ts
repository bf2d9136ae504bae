/** The first page: whose poll it is, what there is to fill in, what is kept and what not, and one button. */
import { landing, statement, type StatementFacts } from "../../text/landing.ts";
import { phone } from "../../text/phone.ts";
import { refusals } from "../../text/refusals.ts";
import { wholeMinutes } from "../../text/words.ts";
import { browserPort } from "../browser-port.ts";
import { isKiosk } from "../kiosk/is-kiosk.ts";
import { keepsDrafts } from "../keep/shelf.ts";
import { minutesOf, type PollDocument, type PollForm } from "../poll-document.ts";
import { infoDrawing } from "./drawings.ts";
import { append, h } from "./element.ts";
import { primaryButton, showPage } from "./frame.ts";
import { showSay } from "./say.ts";

export interface Landing {
  readonly poll: PollDocument;
  readonly source: StatementFacts["source"];
  readonly batchName: string;
  readonly forms: readonly PollForm[];
  /** First eight characters in groups of four, to compare with the slip; null when the slip's QR was scanned. */
  readonly keyCheck: string | null;
  readonly isResumed: boolean;
  /** Instruments whose ballots are known to be in; read anew whenever it is drawn. */
  readonly received: ReadonlySet<string>;
  readonly onStart: () => void;
}

/** @returns draws anew, in place, what changes once more forms are known to be in */
export function showLanding(shown: Landing): () => void {
  const { poll, batchName, forms, received } = shown;
  const isKept = keepsDrafts();
  const summary = h("p", {});
  const rows = h("ul", { class: "rows forms", "aria-live": "polite" });
  const go = primaryButton("", shown.onStart);
  function draw(): void {
    const left = forms.filter(({ instrument }) => !received.has(instrument));
    const minutes = wholeMinutes(left.reduce((sum, form) => sum + minutesOf(form), 0));
    const words = isKiosk() || !isKept ? phone.summaryKiosk : phone.summary;
    summary.textContent = words(forms.length, minutes, left.length);
    rows.textContent = "";
    append(
      rows,
      forms.map((form) => formRow(form, received.has(form.instrument))),
    );
    go.textContent = shown.isResumed || received.size > 0 ? landing.resume : landing.start;
  }
  draw();
  showPage({
    title: landing.title(poll.group),
    body: [
      h(
        "div",
        { class: "unit" },
        h("p", {}, phone.roundAndGroup(poll.round, poll.group)),
        h("h1", {}, poll.unit),
        h("p", {}, batchName),
        summary,
      ),
      rows,
      shown.keyCheck !== null && h("p", { class: "note keycheck" }, landing.keyCheck(shown.keyCheck)),
      statementBox(shown),
      !isKept && privateNote(),
    ],
    bar: [go],
  });
  return draw;
}

function formRow(form: PollForm, isIn: boolean): HTMLElement {
  if (isIn) return h("li", {}, h("b", {}, form.title), h("span", { class: "in" }, phone.state.received));
  const effort = form.leaders > 0 ? landing.formLeaders(form.leaders) : landing.formQuestions(form.questions);
  return h(
    "li",
    {},
    h("b", {}, form.title),
    h("span", {}, phone.formEffort(effort, landing.formMinutes(minutesOf(form)))),
  );
}

/** The first sentence, which says what to do, is the one to be seen. */
function firstLine(line: string): HTMLElement {
  const end = line.indexOf("。") + 1;
  return h("p", { class: "first" }, h("b", {}, line.slice(0, end)), line.slice(end));
}

function statementBox(shown: Landing): HTMLElement {
  const facts = factsOf(shown);
  const said = statement(facts);
  return h(
    "section",
    { class: "keep", "aria-labelledby": "keep" },
    h("h2", { id: "keep" }, phone.statementTitle[facts.source]),
    said.first !== null && firstLine(said.first),
    h("p", {}, said.greeting),
    h("ul", { class: "promises" }, ...said.promises.map((line) => h("li", {}, line))),
    h("p", {}, said.mind),
    ...said.extra.map((line) => h("p", {}, line)),
    shown.poll.openUntil !== "" && h("p", {}, landing.deadline(shown.poll.openUntil)),
    h("p", {}, h("button", { class: "link", type: "button", click: more }, landing.more)),
  );

  async function more(event: Event): Promise<void> {
    const again = () => showLanding(shown);
    try {
      const { showKept } = await import("./kept.ts");
      // Whoever has begun in the meantime is not called back.
      if ((event.target as Node).isConnected) showKept(facts, again);
    } catch {
      showSay({ scene: "waiting", notice: phone.notReached, bar: [primaryButton(phone.back, again)] });
    }
  }
}

/** The set-up that is active: the poll's, on this device, over the connection that this page came by. */
function factsOf({ poll, source, forms }: Landing): StatementFacts {
  const { setUp, network, unit, joined, merged, smallBlocks, rehearsal, contactPhone } = poll;
  // How many the unit's people are, and how they are joined, is nothing to those who come by an open link.
  const isOpen = source === "open";
  const small = isOpen ? [] : forms.filter(({ isSmall }) => isSmall);
  const isWhole = small.length === forms.length && small.length > 0;
  return {
    setUp,
    network,
    source,
    size: isWhole ? "small" : "normal",
    smallForms: isWhole ? [] : small.map(({ shortTitle }) => shortTitle),
    merged: isOpen ? [] : merged,
    unit,
    joined: isOpen ? [] : joined,
    smallBlocks,
    isEncrypted: !browserPort.seals,
    isKiosk: isKiosk(),
    isRehearsal: rehearsal,
    hasReportPhone: contactPhone !== "",
  };
}

function privateNote(): HTMLElement {
  const { title, reason, action } = refusals.privateMode();
  return h("p", { class: "note warn" }, infoDrawing(), h("span", {}, `${title}。${reason}${action}`));
}

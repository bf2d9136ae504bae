/** The prose that a group takes to a meeting, as documents: 会场用语 and 发码规程. */
import { shortBasis } from "./counting-basis.ts";
import type { Block, DocumentContent } from "./document.ts";
import { helpRules, type MeetingFacts, meetingScript, notice, ticketProcedure } from "./meeting-words.ts";
import { documentWords } from "./document-words.ts";
import type { Piece } from "./pieces.ts";

type Scheme = DocumentContent["scheme"];

const plain = (text: string): readonly Piece[] => [{ text, missing: false }];

/** How the answers will be counted and when they will not be shown: fixed before the meeting, so it may be told there. */
const basisLine = (facts: MeetingFacts): Block => ({
  block: "line",
  pieces: plain(shortBasis({ ...facts, open: [] })),
});

const base = (facts: MeetingFacts, scheme: Scheme) =>
  ({
    formatVersion: 1,
    under: [facts.unit],
    mark: { ...documentWords.mark, secrecy: "" },
    orientation: "portrait",
    round: facts.round,
    unit: facts.unit,
    scheme,
    sheetDigest: null,
    signatures: [],
    basis: [],
  }) as const;

/** 会场用语 to be read out, the notice to be sent once, what helpers keep to. */
export function meetingScriptDocument(facts: MeetingFacts, scheme: Scheme): DocumentContent {
  const [before, after] = notice(facts);
  return {
    ...base(facts, scheme),
    kind: "meeting-script",
    title: "会场用语",
    body: [
      { block: "heading", level: 2, text: "组长宣读（一分钟）" },
      ...meetingScript(facts).map((text) => ({ block: "paragraph" as const, pieces: plain(text) })),
      { block: "heading", level: 2, text: "短信、工作群通知（只发一次，不带二维码）" },
      {
        block: "paragraph",
        pieces: [...plain(before), { text: documentWords.blank, missing: true }, ...plain(after)],
      },
      { block: "heading", level: 2, text: "帮助操作须知" },
      { block: "paragraph", pieces: plain(helpRules) },
      basisLine(facts),
    ],
  };
}

/** 发码、留码、封存规程, on one page. */
export const ticketProcedureDocument = (facts: MeetingFacts, scheme: Scheme): DocumentContent => ({
  ...base(facts, scheme),
  kind: "ticket-procedure",
  title: "发码、留码、封存规程",
  body: [
    ...ticketProcedure.map((text, at): Block => ({ block: "line", pieces: plain(`${at + 1}. ${text}`) })),
    basisLine(facts),
  ],
});

/** The public poster of an open link, A3 or A4: plumb line, question, QR with three steps, what is not kept. */
import { linkPoster as words } from "../core/documents/link-poster.ts";
import type { PosterFields } from "../core/round/poster.ts";
import type { Wireless } from "../core/round/wireless.ts";
import { fitParts, fitText } from "./fit-text.ts";
import { BRAND, INK, INK_2, LEFT, type PosterDoc, posterPage, RIGHT, writeLines } from "./poster-page.ts";
import { qrPath } from "./qr-path.ts";

export interface LinkPosterContent {
  readonly size: "A3" | "A4";
  readonly round: string;
  readonly group: string;
  readonly unit: string;
  readonly setUp: "onsite" | "online";
  /** Of the group on site; null: not set. */
  readonly wireless: Wireless | null;
  readonly url: string;
  readonly forms: number;
  readonly questions: number;
  readonly minutes: number;
  readonly openUntil: string;
  readonly contactPhone: string;
  readonly poster: PosterFields;
  readonly isRehearsal: boolean;
}

const QR = { top: 113, side: 75 };

/** Draws the one page; the document is a stream of PDF bytes. */
export function drawLinkPoster(poster: LinkPosterContent): PosterDoc {
  const doc = posterPage(poster.size, words.documentTitle(poster.unit));
  drawHead(doc, poster);
  drawQr(doc, poster.url);
  drawSteps(doc, poster);
  drawFoot(doc, poster);
  doc.end();
  return doc;
}

function drawHead(doc: PosterDoc, poster: LinkPosterContent): void {
  const left = 46;
  const width = RIGHT - left;
  const head = `${poster.isRehearsal ? words.rehearsal : ""}${poster.round}　${poster.group}`;
  doc.font("regular").fillColor(INK_2);
  writeLines(doc, fitText(doc, head, width, 1, [4.4, 4, 3.6, 3.2]), left, 25);
  doc.font("bold").fillColor(INK);
  const [first, second] = words.title(poster.unit);
  const title = fitText(doc, first, width, 2, [12, 10.5, 9, 8, 7]);
  let y = writeLines(doc, title, left, 36, 1.35);
  doc.fontSize(title.size).text(second, left, y, { lineBreak: false });
  y += title.size * 1.35 + 4;
  doc.font("regular").fillColor(INK);
  y = writeLines(doc, fitText(doc, words.lead(poster.group), width, 1, [5.6, 5, 4.4]), left, y, 1.5);
  const effort = words.effort(poster.forms, poster.questions, poster.minutes);
  writeLines(doc, fitText(doc, effort, width, 1, [5.6, 5, 4.4]), left, y, 1.5);
}

function drawQr(doc: PosterDoc, url: string): void {
  const { size, runs } = qrPath(url);
  const module = QR.side / size;
  for (const run of runs)
    doc.rect(LEFT + run.x * module, QR.top + run.y * module, run.width * module, module);
  doc.fill("black");
}

function drawSteps(doc: PosterDoc, { setUp, wireless }: LinkPosterContent): void {
  const left = 114;
  words.steps.forEach(([step, hint], i) => {
    const top = QR.top + 11 + i * 22;
    doc
      .lineWidth(0.35)
      .strokeColor(BRAND)
      .circle(left + 3.6, top + 3.6, 3.6)
      .stroke();
    doc.font("regular").fontSize(4.2).fillColor(BRAND);
    doc.text(String(i + 1), left + 3.6 - doc.widthOfString(String(i + 1)) / 2, top + 0.6, {
      lineBreak: false,
    });
    doc.fillColor(INK);
    const width = RIGHT - left - 11;
    const isNetwork = i === 0 && setUp === "onsite";
    const first = isNetwork ? words.ownNetwork : step;
    const under = isNetwork && wireless ? words.network(wireless) : [hint];
    let y = writeLines(doc, fitText(doc, first, width, 1, [5.4, 4.8, 4.4]), left + 11, top - 0.4, 1.45);
    doc.fillColor(INK_2);
    for (const line of under)
      y = writeLines(doc, fitText(doc, line, width, 1, [3.8, 3.4, 3, 2.4, 1.8]), left + 11, y);
  });
}

function drawFoot(doc: PosterDoc, { contactPhone, poster, openUntil, url }: LinkPosterContent): void {
  const width = RIGHT - LEFT;
  const signed = words.signed(poster);
  const footTop = signed.length > 1 ? 278 : 282;
  const report = words.report(contactPhone, poster);
  doc.font("regular");
  const ways = fitParts(doc, report, width, 4, [4, 3.6, 3.2, 2.8]);
  const waysTop = footTop - 1.6 - ways.lines.length * ways.size * 1.35;
  drawPromises(doc, waysTop - 35, url.startsWith("https://"));
  doc.fillColor(INK_2);
  writeLines(doc, ways, LEFT, waysTop);
  writeLines(doc, fitText(doc, words.until(openUntil), 62, 1, [4, 3.6, 3.2, 2.8]), LEFT, footTop);
  signed.forEach((line, at) => {
    const fitted = fitText(doc, line, width - 66, 1, [4, 3.6, 3.2]);
    const own = doc.fontSize(fitted.size).widthOfString(fitted.lines[0] ?? "");
    writeLines(doc, fitted, RIGHT - own, footTop + at * 5.6);
  });
}

function drawPromises(doc: PosterDoc, top: number, isEncrypted: boolean): void {
  doc.lineWidth(0.25).strokeColor(INK).moveTo(LEFT, top).lineTo(RIGHT, top).stroke();
  const column = 76;
  const mind = { title: words.mind.title, text: words.mind.text(isEncrypted) };
  for (const [i, { title, text }] of [words.notKept, mind].entries()) {
    const left = LEFT + i * (RIGHT - LEFT - column);
    doc
      .font("bold")
      .fontSize(4.2)
      .fillColor(INK)
      .text(title, left, top + 6, { lineBreak: false });
    doc.font("regular").fillColor(INK_2);
    writeLines(doc, fitText(doc, text, column, 3, [4, 3.6, 3.2, 2.9]), left, top + 13, 1.6);
  }
}

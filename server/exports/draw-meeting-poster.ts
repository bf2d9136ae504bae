/** The poster of a meeting with tickets, A3 or A4. It has no QR: everybody draws a code of their own. */
import { type MeetingFacts, meetingPoster as words } from "../core/documents/meeting-words.ts";
import type { Wireless } from "../core/round/wireless.ts";
import { fitParts, fitText } from "./fit-text.ts";
import { BRAND, INK, INK_2, LEFT, type PosterDoc, posterPage, RIGHT, writeLines } from "./poster-page.ts";

export interface MeetingPosterContent extends MeetingFacts {
  readonly size: "A3" | "A4";
  readonly wireless: Wireless | null;
}

const WIDTH = RIGHT - LEFT;

/** Draws the one page; the document is a stream of PDF bytes. */
export function drawMeetingPoster(poster: MeetingPosterContent): PosterDoc {
  const doc = posterPage(poster.size, words.documentTitle(poster.unit));
  drawHead(doc, poster);
  drawCreed(doc);
  drawSteps(doc, poster);
  drawPromise(doc);
  drawFoot(doc, poster);
  doc.end();
  return doc;
}

function drawHead(doc: PosterDoc, { round, group, unit }: MeetingFacts): void {
  const left = 46;
  const width = RIGHT - left;
  doc.font("regular").fillColor(INK_2);
  writeLines(doc, fitText(doc, `${round}　${group}`, width, 1, [4.4, 4, 3.6, 3.2]), left, 25);
  writeLines(doc, fitText(doc, unit, width, 1, [4.4, 4, 3.6, 3.2]), left, 32);
  doc.font("bold").fillColor(INK).fontSize(19);
  words.title.forEach((line, at) => doc.text(line, left, 42 + at * 24, { lineBreak: false }));
}

/** 一人一码, 自己抽, 自己填, 自己撕 */
function drawCreed(doc: PosterDoc): void {
  const step = WIDTH / words.creed.length;
  doc.font("bold").fontSize(8);
  words.creed.forEach((part, at) => {
    const left = LEFT + at * step;
    doc.fillColor(BRAND).text(part, left, 104, { lineBreak: false });
  });
  doc.lineWidth(0.5).strokeColor(BRAND).moveTo(LEFT, 119).lineTo(RIGHT, 119).stroke();
}

function drawSteps(doc: PosterDoc, { forms, setUp, wireless }: MeetingPosterContent): void {
  const steps = words.steps(forms);
  const step = WIDTH / steps.length;
  steps.forEach((text, at) => {
    const left = LEFT + at * step;
    doc
      .lineWidth(0.5)
      .strokeColor(BRAND)
      .circle(left + 5.5, 137, 5.5)
      .stroke();
    doc.font("regular").fontSize(6.4).fillColor(BRAND);
    doc.text(String(at + 1), left + 5.5 - doc.widthOfString(String(at + 1)) / 2, 132.6, { lineBreak: false });
    doc.font("bold").fillColor(INK);
    writeLines(doc, fitText(doc, text, step - 6, 1, [7.6, 7, 6.2, 5.6]), left, 147);
  });
  if (setUp !== "onsite") return;
  doc.font("bold").fillColor(BRAND);
  writeLines(doc, fitText(doc, words.ownNetwork(wireless), WIDTH, 1, [5.4, 5, 4.4, 3.8, 3.2]), LEFT, 161);
}

function drawPromise(doc: PosterDoc): void {
  doc.font("bold").fillColor(INK).fontSize(8.6);
  words.promise.forEach((line, at) => {
    const y = 174 + at * 16;
    doc.rect(LEFT, y + 1.6, 1.6, 9).fill(BRAND);
    doc.fillColor(INK).text(line, LEFT + 6, y, { lineBreak: false });
  });
}

function drawFoot(doc: PosterDoc, poster: MeetingFacts): void {
  doc.lineWidth(0.25).strokeColor(INK).moveTo(LEFT, 228).lineTo(RIGHT, 228).stroke();
  const lines = [words.later(poster), words.help, words.quiet];
  doc.font("regular").fillColor(INK_2);
  lines.forEach((line, at) =>
    writeLines(doc, fitText(doc, line, WIDTH, 1, [5.4, 5, 4.6, 4]), LEFT, 234 + at * 11),
  );
  const ways = fitParts(doc, words.report(poster), WIDTH, 3, [5.4, 5, 4.6, 4, 3.6, 3.2, 2.8]);
  writeLines(doc, ways, LEFT, 234 + lines.length * 11);
}

/** Blank forms of one bag on A4, one after the other, and a sheet for texts: no number, no QR code. */
import type PDFDocument from "pdfkit";
import { isTabled, type PaperForm, type PaperMark, paperTables } from "../core/documents/paper-form.ts";
import { paperStatement } from "../core/documents/paper-statement.ts";
import { paperWords as words } from "../core/documents/paper-words.ts";
import { MM } from "./draw-slip.ts";
import { BOX, CONDITION, type Look, PaperPage, SHEET } from "./paper-page.ts";
import { drawTable } from "./paper-table.ts";

export interface PaperFormsContent {
  readonly round: string;
  readonly unit: string;
  /** Name of the bag: sheets of different bags are counted apart. */
  readonly batch: string;
  readonly isRehearsal: boolean;
  readonly forms: readonly PrintedForm[];
}

export interface PrintedForm extends PaperForm {
  /** SHA-256 of the definition, hex; null in a rehearsal, before it is frozen. */
  readonly digest: string | null;
}

const TITLE: Look = { font: "bold", size: 17 };
const OF: Look = { font: "regular", size: 11 };
const SMALL: Look = { font: "regular", size: 9.5, lead: 1.45 };
const BODY: Look = { font: "regular", size: 10.5 };
const HEADING: Look = { font: "bold", size: 11.5 };
const QUESTION: Look = { font: "bold", size: 10.5 };
const HINT: Look = { font: "regular", size: 8.5, colour: "#444444" };

export function drawPaperForms(content: PaperFormsContent): typeof PDFDocument.prototype {
  const page = new PaperPage(words.documentTitle(content.unit, content.batch));
  const footed: {
    readonly from: number;
    readonly to: number;
    readonly title: string;
    readonly edition: string;
  }[] = [];
  const drawPart = (title: string, edition: string, draw: () => void): void => {
    page.newPage();
    const from = page.doc.bufferedPageRange().count - 1;
    drawHead(page, content, title);
    draw();
    footed.push({ from, to: page.doc.bufferedPageRange().count - 1, title, edition });
  };
  for (const form of content.forms)
    drawPart(form.title, `　　${words.edition(form.version, form.digest)}`, () => drawForm(page, form));
  if (content.forms.some(({ texts }) => texts.length > 0)) {
    drawPart(words.texts.title, "", () => drawTexts(page, content.forms));
  }
  for (const { from, to, title, edition } of footed) {
    for (let at = from; at <= to; at++) {
      page.doc.switchToPage(at);
      const foot = words.page(title, at - from + 1, to - from + 1) + edition;
      page.centred(foot, SHEET.left, SHEET.right, SHEET.foot, { font: "regular", size: 8.5 });
    }
  }
  page.doc.end();
  return page.doc;
}

function drawHead(
  page: PaperPage,
  { round, unit, batch, isRehearsal }: PaperFormsContent,
  title: string,
): void {
  page.centred(round, SHEET.left, SHEET.right, page.y, OF);
  page.y += 7 * MM;
  page.centred(`${isRehearsal ? words.rehearsal : ""}${title}`, SHEET.left, SHEET.right, page.y, TITLE);
  page.y += 10 * MM;
  for (const line of page.lines(words.of(unit, batch), SHEET.width, OF)) {
    page.centred(line, SHEET.left, SHEET.right, page.y, OF);
    page.y += 5.6 * MM;
  }
  page.y += 1.5 * MM;
}

function drawForm(page: PaperPage, form: PaperForm): void {
  page.paragraph(paperStatement, SMALL, 1.6 * MM);
  if (form.introduction !== "") page.paragraph(form.introduction, BODY, 3 * MM);
  for (const { title, max } of form.quotas) page.paragraph(words.quota(title, max), HEADING, 3 * MM);
  for (const table of paperTables(form.marks)) {
    const [first] = table;
    if (!isTabled(first!)) {
      drawList(page, first!);
      continue;
    }
    if (first!.leader !== null) drawItems(page, table);
    drawTable(page, table);
  }
  if (form.onPhoneOnly.length > 0) page.paragraph(words.onPhoneOnly(form.onPhoneOnly), SMALL, 2 * MM);
}

/** What a table about leaders asks: its one question, or the small print of its items. */
function drawItems(page: PaperPage, table: readonly PaperMark[]): void {
  const items = new Map(table.map(({ title, hint }) => [title, hint]));
  if (items.size === 1) {
    page.makeRoom(40 * MM);
    page.paragraph(table[0]!.title, HEADING, 1 * MM);
    return;
  }
  const lines = [...items].flatMap(([title, hint]) => (hint === "" ? [] : [words.item(title, hint)]));
  if (lines.length > 0) page.paragraph(lines.join("　"), SMALL, 1.5 * MM);
}

function limitWords({ kind, most, least, title }: PaperMark): string {
  if (kind === "number" && (least !== null || most !== null)) return words.range(least, most);
  if (kind !== "multi") return "";
  return most === null ? (/多选/.test(title) ? "" : words.many) : words.most(most);
}

/** Options below each other, in two columns when all are short. */
function drawList(page: PaperPage, mark: PaperMark): void {
  const title = `${mark.number === "" ? "" : `${mark.number}. `}${mark.title}${limitWords(mark)}`;
  const columns = optionColumns(page, mark.options);
  const width = SHEET.width / columns;
  const rows = Math.ceil(mark.options.length / columns);
  const lines = mark.options.map((text) => page.lines(text, width - BOX - 4 * MM, BODY));
  const height = Math.max(BOX + 2 * MM, ...lines.map((one) => one.length * BODY.size * 1.4 + 1.5 * MM));
  const question = page.lines(title, SHEET.width, QUESTION);
  const hint = mark.hint === "" ? [] : page.lines(mark.hint, SHEET.width, HINT);
  const condition = mark.condition === "" ? [] : page.lines(mark.condition, SHEET.width, CONDITION);
  const over = mark.headings.length * HEADING.size * 1.4;
  const above = question.length * QUESTION.size + condition.length * CONDITION.size + hint.length * HINT.size;
  page.makeRoom(above * 1.4 + rows * height + over);
  for (const heading of mark.headings) page.paragraph(heading, HEADING, 1 * MM);
  page.y += page.write(question, SHEET.left, page.y, QUESTION);
  page.y += page.write(condition, SHEET.left, page.y, CONDITION);
  page.y += page.write(hint, SHEET.left, page.y, HINT) + 1 * MM;
  if (mark.kind === "number")
    page.y += page.write([`${words.written}＿＿＿＿＿＿`], SHEET.left, page.y, BODY);
  lines.forEach((text, i) => {
    const x = SHEET.left + Math.floor(i / rows) * width;
    const centre = page.y + (i % rows) * height + height / 2;
    page.box(x + BOX / 2 + 0.5 * MM, centre);
    page.write(text, x + BOX + 2.5 * MM, centre - (text.length * BODY.size * 1.4) / 2, BODY);
  });
  page.y += rows * height + 4 * MM;
}

function optionColumns(page: PaperPage, options: readonly string[]): number {
  const room = SHEET.width / 2 - BOX - 4 * MM;
  const isShort = options.every((text) => page.lines(text, room, BODY).length === 1);
  return isShort && options.length > 3 ? 2 : 1;
}

function drawTexts(page: PaperPage, forms: readonly PaperForm[]): void {
  page.paragraph(words.texts.lead, SMALL, 4 * MM);
  const questions = forms.flatMap((form) => form.texts.map((text) => ({ form: form.shortTitle, ...text })));
  const room = (SHEET.bottom - page.y) / questions.length - 9 * MM;
  const rows = Math.max(2, Math.min(6, Math.floor(room / (9 * MM))));
  for (const { form, number, title } of questions) {
    page.makeRoom(8 * MM + rows * 9 * MM);
    page.paragraph(words.texts.question(form, number, title), QUESTION, 0);
    for (let row = 0; row < rows; row++) {
      page.y += 9 * MM;
      page.line(SHEET.left, page.y, SHEET.right, page.y);
    }
    page.y += 5 * MM;
  }
}

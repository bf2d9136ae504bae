/** The parts of a workbook beside its sheets and styles. @source ECMA-376 parts 1 and 2 */
import type { PrintedDocument } from "../../core/documents/document.ts";
import { columnLetters } from "../../core/roster/table.ts";
import { xmlText } from "./xml.ts";

export interface SheetName {
  readonly name: string;
  readonly columns: number;
  /** Rows of the head, from 1; null = none to repeat. */
  readonly head: { readonly from: number; readonly to: number } | null;
}

interface Part {
  readonly name: string;
  readonly text: string;
}

const XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export function packageParts(document: PrintedDocument, sheets: readonly SheetName[]): readonly Part[] {
  return [
    { name: "[Content_Types].xml", text: contentTypes(sheets.length) },
    { name: "_rels/.rels", text: packageRelations() },
    { name: "docProps/core.xml", text: properties(document) },
    { name: "xl/workbook.xml", text: workbook(sheets) },
    { name: "xl/_rels/workbook.xml.rels", text: workbookRelations(sheets.length) },
  ];
}

const numbers = (sheets: number): readonly number[] => Array.from({ length: sheets }, (_, at) => at + 1);

function contentTypes(sheets: number): string {
  const overrides: readonly (readonly [part: string, type: string])[] = [
    ["/xl/workbook.xml", `${TYPE}.sheet.main+xml`],
    ...numbers(sheets).map((at): [string, string] => [
      `/xl/worksheets/sheet${at}.xml`,
      `${TYPE}.worksheet+xml`,
    ]),
    ["/xl/styles.xml", `${TYPE}.styles+xml`],
    ["/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"],
  ];
  const lines = overrides.map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ` +
    `ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${lines.join("")}</Types>`
  );
}

function packageRelations(): string {
  return (
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/>` +
    `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
    `</Relationships>`
  );
}

/** The title and nothing of who or when: the day stands in the document. */
const properties = ({ title }: PrintedDocument): string =>
  `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" ` +
  `xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xmlText(title)}</dc:title>` +
  `<dc:creator>Plumbline</dc:creator></cp:coreProperties>`;

function workbook(sheets: readonly SheetName[]): string {
  const list = sheets.map(
    ({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const titles = sheets.flatMap(({ name, head }, at) =>
    head === null
      ? []
      : [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quoted(name)}!$${head.from}:$${head.to}</definedName>`,
        ],
  );
  const areas = sheets.map(({ name, columns }, at) => {
    const area = `$A:$${columnLetters(columns - 1)}`;
    return `<definedName name="_xlnm.Print_Area" localSheetId="${at}">${quoted(name)}!${area}</definedName>`;
  });
  return (
    `${XML}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}">` +
    `<bookViews><workbookView/></bookViews><sheets>${list.join("")}</sheets>` +
    `<definedNames>${areas.join("")}${titles.join("")}</definedNames></workbook>`
  );
}

/** 'A''B': a name in a reference. */
const quoted = (name: string): string => xmlText(`'${name.replaceAll("'", "''")}'`);

function workbookRelations(sheets: number): string {
  const lines = numbers(sheets).map(
    (at) => `<Relationship Id="rId${at}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at}.xml"/>`,
  );
  return (
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${lines.join("")}` +
    `<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`
  );
}

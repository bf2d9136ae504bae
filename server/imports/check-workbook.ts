/** Looks through the parts of a workbook for what a roster never needs. */
import { LIMITS } from "./limits.ts";
import { refuse } from "./refuse.ts";
import { UNREADABLE } from "./sentences.ts";

const ACTIVE =
  /^xl\/(vbaProject|connections|embeddings\/|activeX\/|ctrlProps\/|queryTables\/|macrosheets\/)/i;
const HYPERLINK = "/relationships/hyperlink";

/**
 * @throws Problem import.unreadable for a DOCTYPE or entity, an external link, a macro, an embedded object, a part that
 *   is not UTF-8, or a sheet whose cells lie too far apart
 */
export function checkWorkbook(parts: ReadonlyMap<string, Uint8Array>): void {
  if (!parts.has("xl/workbook.xml") || !parts.has("[Content_Types].xml")) refuse(UNREADABLE.notWorkbook);
  for (const [name, bytes] of parts) {
    if (/^xl\/externalLinks\//i.test(name)) refuse(UNREADABLE.external);
    if (ACTIVE.test(name)) refuse(UNREADABLE.active);
    if (!/\.(xml|rels|vml)$/i.test(name)) continue;
    const xml = xmlText(bytes);
    if (/<!(DOCTYPE|ENTITY)/i.test(xml)) refuse(UNREADABLE.doctype);
    if (name.endsWith(".rels")) checkRelationships(xml);
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) checkExtent(xml);
  }
}

/** An XML part in another encoding could hide a declaration from the search above. */
function xmlText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const declared = /^<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']/i.exec(text)?.[1] ?? "utf-8";
    if (text.includes("\0") || !/^(utf-?8|us-ascii)$/i.test(declared)) return refuse(UNREADABLE.doctype);
    return text;
  } catch (error) {
    if (error instanceof TypeError) return refuse(UNREADABLE.damaged);
    throw error;
  }
}

function checkRelationships(xml: string): void {
  for (const [relationship] of xml.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    if (!/TargetMode\s*=\s*["']External["']/i.test(relationship)) continue;
    if (!relationship.includes(HYPERLINK)) refuse(UNREADABLE.external);
  }
}

/** Two cells at A1 and XFD1048576 make a rectangle of 10¹⁰: judged before the sheet is laid out. */
function checkExtent(xml: string): void {
  let rows = 0;
  let columns = 0;
  for (const [, letters = "", digits = ""] of xml.matchAll(/<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)(\d+)"/g)) {
    rows = Math.max(rows, Number(digits));
    columns = Math.max(
      columns,
      [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0),
    );
  }
  if (rows > LIMITS.rows || columns > LIMITS.columns || rows * columns > LIMITS.cells) {
    refuse(UNREADABLE.tooManyCells);
  }
}

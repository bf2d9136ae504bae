/**
 * docProps/core.xml: who made the document and when. Its day is the document's own, so that nothing in the file tells
 * the minute, and the same document is the same whenever it is written.
 *
 * @source ECMA-376 part 2, 11: core properties
 */
import type { PrintedDocument } from "../../core/documents/document.ts";
import { xmlText } from "../xlsx/xml.ts";

const NAMESPACES =
  'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** The part as the library takes it, in place of its own. */
export function coreProperties({ title, madeOn }: Pick<PrintedDocument, "title" | "madeOn">) {
  const day = `${madeOn}T00:00:00Z`;
  return {
    path: "docProps/core.xml",
    data:
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties ${NAMESPACES}>` +
      `<dc:title>${xmlText(title)}</dc:title><dc:creator>Plumbline</dc:creator>` +
      `<dcterms:created xsi:type="dcterms:W3CDTF">${day}</dcterms:created>` +
      `<dcterms:modified xsi:type="dcterms:W3CDTF">${day}</dcterms:modified></cp:coreProperties>`,
  };
}

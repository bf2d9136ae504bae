/** Cells of the first sheet of a workbook as they stand in its XML: no reader of ours, and no value calculated. */
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";

export function printedRows(workbook: Uint8Array): readonly (readonly string[])[] {
  const xml = new TextDecoder().decode(unpackWorkbook(workbook).get("xl/worksheets/sheet1.xml"));
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row!.matchAll(/<c [^>]*?(?:\/>|>(.*?)<\/c>)/gs)].map(([, cell = ""]) => {
      const text = [...cell.matchAll(/<(?:t|v)(?: [^>]*)?>([^<]*)</g)].map(([, part]) => part).join("");
      return text
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&");
    }),
  );
}

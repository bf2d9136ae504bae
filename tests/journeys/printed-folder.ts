/** Documents written in every printed format, and as LibreOffice prints the workbooks and word files among them. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PrintedDocument } from "../../server/core/documents/document.ts";
import { type DocumentFormat, formatsOf, streamDocument } from "../../server/exports/document-files.ts";
import { loadPrintable } from "../../server/exports/printable.ts";
import type { MadeDocument } from "./every-document.ts";

const has = (program: string, asked: string): boolean => spawnSync(program, [asked]).status === 0;
export const canPrint = has("soffice", "--version") && has("pdftotext", "-v");
if (!canPrint) process.stderr.write("SKIPPED, NOT PASSED: soffice or pdftotext is not installed.\n");

export const PRINTED = ["xlsx", "docx", "pdf"] as const;
export type Printed = (typeof PRINTED)[number];

export const withoutBlanks = (text: string): string => text.replace(/[\s\u3000]+/gu, "");
export const fileName = (name: string): string => name.replaceAll("/", "--");

async function bytesOf(document: PrintedDocument, format: DocumentFormat): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamDocument(document, format)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export class PrintedFolder {
  readonly documents: readonly MadeDocument[];
  /** What LibreOffice said. */
  said: { readonly [format in "xlsx" | "docx"]: string } = { xlsx: "", docx: "" };
  readonly #folder: string;
  readonly #isPrintable: (character: string) => boolean;

  private constructor(
    folder: string,
    documents: readonly MadeDocument[],
    isPrintable: (character: string) => boolean,
  ) {
    this.#folder = folder;
    this.documents = documents;
    this.#isPrintable = isPrintable;
  }

  /** @param name of a folder under tests/artifacts; what was in it is removed */
  static async of(name: string, documents: readonly MadeDocument[]): Promise<PrintedFolder> {
    const folder = join(import.meta.dirname, "..", "artifacts", name);
    rmSync(folder, { recursive: true, force: true });
    const printed = new PrintedFolder(folder, documents, await loadPrintable());
    for (const part of [...PRINTED, "xlsx-pages", "docx-pages", "bare", "tables", "images"])
      mkdirSync(printed.part(part), { recursive: true });
    for (const format of PRINTED) {
      for (const one of printed.inFormat(format))
        writeFileSync(
          join(printed.part(format), `${fileName(one.name)}.${format}`),
          await bytesOf(one.document, format),
        );
    }
    printed.said = {
      xlsx: printed.convert("xlsx", "xlsx-pages", "pdf"),
      docx: printed.convert("docx", "docx-pages", "pdf"),
    };
    return printed;
  }

  part(name: string): string {
    return join(this.#folder, name);
  }

  inFormat(format: DocumentFormat): readonly MadeDocument[] {
    return this.documents.filter(({ document }) => formatsOf(document.kind).includes(format));
  }

  /** What LibreOffice says while it turns every file of one part into another format. */
  convert(from: string, to: string, ending: string): string {
    const profile = `-env:UserInstallation=file://${this.part("profile")}`;
    const files = readdirSync(this.part(from)).map((file) => join(this.part(from), file));
    const asked = [profile, "--headless", "--convert-to", ending, "--outdir", this.part(to), ...files];
    const { stdout, stderr } = spawnSync("soffice", asked, { encoding: "utf8" });
    return `${stdout}${stderr}`;
  }

  pagesFile(name: string, format: Printed): string {
    return join(this.part(format === "pdf" ? "pdf" : `${format}-pages`), `${fileName(name)}.pdf`);
  }

  /** Text of every page in the order in which it is drawn, blanks left out. */
  pagesOf(name: string, format: Printed): readonly string[] {
    return execFileSync("pdftotext", ["-raw", this.pagesFile(name, format), "-"], { encoding: "utf8" })
      .split("\f")
      .slice(0, -1)
      .map(withoutBlanks);
  }

  /** A text as a format can print it, blanks left out: the font of the PDF lacks some characters. */
  shown(format: Printed, text: string): string {
    return format === "pdf"
      ? [...withoutBlanks(text)].filter(this.#isPrintable).join("")
      : withoutBlanks(text);
  }

  /** Every page as an image, to be looked at. @returns how many */
  keepImages(): number {
    for (const format of PRINTED) {
      for (const { name } of this.inFormat(format)) {
        const image = join(this.part("images"), `${format}--${fileName(name)}`);
        execFileSync("pdftoppm", ["-r", "50", "-gray", "-png", this.pagesFile(name, format), image]);
      }
    }
    return readdirSync(this.part("images")).length;
  }

  dispose(): void {
    rmSync(this.part("profile"), { recursive: true, force: true });
  }
}

import { volumeText } from "../../web/text/volume.ts";
import { presentVerification, type ReportedVerification, verificationLines } from "./verification-report.ts";

/** Folder of a volume in which its documents lie. */
export const DOCUMENTS_FOLDER = volumeText.documents;

interface Volume {
  readonly title: string;
  /** Local day. */
  readonly madeOn: string;
}

/** What a person reads first in a 归档包, and what its recount said. */
export const volumeReports = (
  recount: ReportedVerification,
  { title, madeOn }: Volume,
): readonly { readonly path: string; readonly bytes: Uint8Array }[] => [
  { path: volumeText.readmeFile, bytes: utf8(volumeText.readme(title, madeOn)) },
  { path: volumeText.reportFile, bytes: utf8(`${verificationLines(recount).join("\n")}\n`) },
  { path: "verify.json", bytes: utf8(`${JSON.stringify(presentVerification(recount), null, 1)}\n`) },
];

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

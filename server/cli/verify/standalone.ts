/**
 * `node plumbline-verify.mjs [FOLDER] [--sheet DIGEST] [--json]`: the recount of a verification folder in one file, on
 * Node alone. Built into dist/server; it needs no library, no database driver, no network and writes nothing.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isProblem, Problem } from "../../core/problem.ts";
import { PlainClosedFiles } from "../../store/plain/plain-closed-files.ts";
import { problemLine } from "../../../web/text/problems.ts";
import { verifyText } from "../../../web/text/verify.ts";
import { presentVerification, verificationLines } from "../../exports/verification-report.ts";
import { readDigest } from "./read-digest.ts";
import { verifyCarried } from "./verify-carried.ts";
import { readVerificationFolder } from "./read-verification-folder.ts";
import { OFFICE_FILE } from "../../services/verify/verification-extract.ts";

async function run(): Promise<void> {
  const { folder, sheet, json } = readCall();
  const verification = await verifyCarried(folder, readDigest(sheet), (one) => {
    if (!existsSync(join(one, OFFICE_FILE))) {
      throw new Problem("usage", { reason: verifyText.noVerificationFolder(one) });
    }
    return readVerificationFolder(one, (closed) => new PlainClosedFiles(closed));
  });
  const text = json
    ? JSON.stringify(presentVerification(verification), null, 1)
    : verificationLines(verification).join("\n");
  process.stdout.write(`${text}\n`);
  if (verification.differences.length > 0) process.exitCode = 1;
}

/** Without a folder the one is meant in which this file lies. @throws Problem usage */
function readCall(): { readonly folder: string; readonly sheet: string | undefined; readonly json: boolean } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { sheet: { type: "string" }, json: { type: "boolean", default: false } },
    });
    if (positionals.length > 1) throw new TypeError(positionals[1]);
    const [folder = dirname(fileURLToPath(import.meta.url))] = positionals;
    return { folder, sheet: values.sheet, json: values.json };
  } catch {
    throw new Problem("usage", { reason: verifyText.standaloneUsage });
  }
}

run().catch((error: unknown) => {
  if (!isProblem(error)) throw error;
  process.stderr.write(`${problemLine(error)}\n`);
  process.exitCode = error.code === "usage" ? 2 : 1;
});

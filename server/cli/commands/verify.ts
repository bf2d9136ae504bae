import { shippedLibrary } from "../../shipped-library.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { Problem } from "../../core/problem.ts";
import { verifyText } from "../../../web/text/verify.ts";
import { readConfig } from "../../config.ts";
import { print } from "../print.ts";
import { type ComparedDocuments, compareDocuments } from "../verify/compare-documents.ts";
import { presentVerification, verificationLines } from "../../exports/verification-report.ts";
import { readDigest } from "../verify/read-digest.ts";
import { findPrinted } from "../verify/find-printed.ts";
import { readEvidence } from "../verify/read-evidence.ts";
import { verifyCarried } from "../verify/verify-carried.ts";
import { writeVerificationFolder } from "../verify/write-verification-folder.ts";
import { withServices } from "../with-services.ts";

export function addVerifyCommands(program: Command): void {
  program
    .command("verify")
    .description("核验：重数封存的答卷，重算得分、等次，核对审计记录和结果单")
    .argument("<folder>", "已停止服务的数据文件夹，或核验文件夹")
    .option("--sheet <digest>", "签字表上的结果单校验码（64 位）")
    .option("--document <checksum>", "材料上的本材料校验码（16 位）")
    .option("--documents <folder>", "export 写出的材料：按封存文件重新生成，逐格核对")
    .option("--json", "输出 JSON，列出全部不一致")
    .action(async (folder: string, options) => {
      const checksum = readChecksum(options.document);
      const recounted = await verifyCarried(folder, readDigest(options.sheet), readEvidence);
      const found = checksum === null ? null : await findPrinted(folder, checksum, await shippedLibrary());
      const named = found && { round: found.round, unit: found.unit, title: found.title };
      const more = checksum === null ? {} : { document: { checksum, ...named, found: named !== null } };
      const documents = await documentsOf(folder, options.documents);
      const differences = [...recounted.differences, ...(documents?.differences ?? [])];
      const verification = { ...recounted, differences };
      const compared = documents && { documents: documents.files };
      print(options, { ...presentVerification(verification), ...more, ...compared }, () =>
        [
          ...verificationLines(verification),
          ...(checksum === null ? [] : [verifyText.document(checksum, named)]),
          ...(documents ? [verifyText.documents(documents.files)] : []),
        ].join("\n"),
      );
      if (differences.length > 0 || (checksum !== null && found === null)) process.exitCode = 1;
    });
  program
    .command("sheet")
    .description("写出核验文件夹：结果单和核验所需的一切（内有逐份答卷，不得公布）")
    .requiredOption("--round <id>", "轮次")
    .requiredOption("--out <folder>", "写到哪个新文件夹")
    .option("--json", "输出 JSON")
    .action((options) =>
      withServices(async (deps) => {
        const { dataFolder } = readConfig();
        const { digest } = await writeVerificationFolder(deps, dataFolder, options.round, options.out);
        print(options, { folder: options.out, digest }, () => verifyText.written(options.out, digest));
      }),
    );
}

/** @throws Problem usage */
function readChecksum(text: string | undefined): string | null {
  if (text === undefined) return null;
  const checksum = text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  if (!/^[0-9a-f]{16}$/.test(checksum)) throw new Problem("usage", { reason: verifyText.badChecksum });
  return checksum;
}

/** @throws Problem usage for a folder that has no office store: only that makes documents anew */
async function documentsOf(folder: string, documents: string | undefined): Promise<ComparedDocuments | null> {
  if (documents === undefined) return null;
  if (!existsSync(join(folder, "office.db")))
    throw new Problem("usage", { reason: verifyText.documentsNeedFolder });
  return compareDocuments(folder, documents);
}

import type { Command } from "commander";
import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { inFours } from "../../core/ticket/crockford.ts";
import { volumePapers } from "../../http/office/volumes/volume-papers.ts";
import { KEEPER } from "../../services/deps.ts";
import { localDay } from "../../services/documents/local-day.ts";
import { digestOf } from "../../core/definition/canonical.ts";
import { makeDocument } from "../../services/documents/document-list.ts";
import { destructionDocument, readDestruction } from "../../services/volume/destruction-document.ts";
import { makeVolume } from "../../services/volume/make-volume.ts";
import { readVolumes } from "../../services/volume/read-volumes.ts";
import { volumeText } from "../../../web/text/volume.ts";
import { print } from "../print.ts";
import { writeDocument } from "../write-documents.ts";
import { withServices } from "../with-services.ts";

export function addArchiveCommands(program: Command): void {
  const archive = program.command("archive").description("归档包：一轮一卷，多年以后不装准绳也能看、能核验");
  archive
    .command("make")
    .description("把已归档的一轮写成一卷（内有逐份答卷，专人保管）；先重数一遍，中断了不留半卷")
    .argument("<round>")
    .option("--out <folder>", "写到哪个新文件夹；不写就在数据文件夹的 archives 里")
    .option("--json", "输出 JSON")
    .action((round: string, options) =>
      withServices(async (deps) => {
        const row = await makeVolume(deps, KEEPER, {
          round,
          place: options.out ?? null,
          papers: volumePapers(deps),
          progress: (done, of) =>
            void (options.json || process.stderr.write(`${volumeText.making(done, of)}\n`)),
          signal: new AbortController().signal,
        });
        const fingerprint = installationFingerprint(deps.signer.publicKey);
        print(
          options,
          { folder: row.place, digest: row.id, sheet: row.sheet, files: row.files, fingerprint },
          () => volumeText.made(row.place, row.files, row.id, inFours(fingerprint)),
        );
      }),
    );
  archive
    .command("record")
    .description("已销毁的一轮的销毁记录：谁决定、何时、销毁了什么、还剩什么；可以写成文件打印签字")
    .argument("<round>")
    .option("--out <file>", "写成文件，以 .pdf、.docx 或 .json 结尾")
    .option("--json", "输出 JSON")
    .action((round: string, options) =>
      withServices(async (deps) => {
        const record = await readDestruction(deps, round);
        const document = await makeDocument(destructionDocument(record), localDay(deps.clock()));
        if (options.out !== undefined) await writeDocument(document, options.out);
        const facts = { ...record, digest: digestOf(record), checksum: document.checksum };
        print(options, { ...facts, ...(options.out !== undefined && { file: options.out }) }, () =>
          volumeText.destroyed(facts, options.out ?? null),
        );
      }),
    );
  archive
    .command("status")
    .description("一轮做过的归档包：何时、在哪里、校验码")
    .argument("<round>")
    .option("--json", "输出 JSON")
    .action((round: string, options) =>
      withServices(async (deps) => {
        const { volumes } = await readVolumes(deps, round);
        print(options, volumes, () =>
          volumes.length === 0
            ? volumeText.none
            : volumes
                .map((one) =>
                  volumeText.line(localDay(new Date(one.madeAtUtc)), one.place, one.id, one.isHere),
                )
                .join("\n"),
        );
      }),
    );
}

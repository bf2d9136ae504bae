import type { Command } from "commander";
import { readInstallationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { KEEPER } from "../../services/deps.ts";
import { makeResult } from "../../services/parcel/make-result.ts";
import { type CountyResults, readCountyResults } from "../../services/parcel/read-results.ts";
import { countyResultsText } from "../../../web/text/county-results.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";
import { writeParcel } from "../write-parcel.ts";

/** Under `parcel`. */
export function addCountyResultCommands(parcel: Command): void {
  parcel
    .command("result")
    .description("结果包：把一轮公布的得分和审定等次交给市里；没有答卷")
    .argument("<round>")
    .requiredOption("--to <fingerprint>", "市里那台电脑的指纹，须已在互信名单上")
    .requiredOption("--out <file>", "写到哪个新文件")
    .option("--json", "输出 JSON")
    .action((round: string, options) =>
      withServices(async (deps) => {
        const to = readInstallationFingerprint(options.to);
        await writeParcel(options, () => makeResult(deps, KEEPER, { round, to }));
      }),
    );
  parcel
    .command("counties")
    .description("哪些县交了结果包、哪些没有交")
    .option("--json", "输出 JSON")
    .action((output) =>
      withServices(async (deps) => {
        const standing = plain(await readCountyResults(deps, null));
        print(output, standing, () => countyResultsText.lines(standing).join("\n"));
      }),
    );
}

const plain = ({ template, counties }: CountyResults) => ({
  template,
  counties: counties.map(({ county, hasHandedIn, results }) => ({
    name: county.name,
    hasHandedIn,
    results: results.map(({ row, contents, edition, templateEdition, differs, countedOf }) => ({
      id: row.id,
      round: contents.round.title,
      edition,
      atUtc: row.atUtc,
      units: contents.units.length,
      templateEdition,
      differs,
      countedOf,
    })),
  })),
});

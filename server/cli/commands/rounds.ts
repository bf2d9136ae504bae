import { basename } from "node:path";
import type { Command } from "commander";
import { readRoster } from "../../core/roster/read-roster.ts";
import { roundShape } from "../../http/office/rounds/round-shape.ts";
import { readTables } from "../../imports/read-table.ts";
import { KEEPER } from "../../services/deps.ts";
import { importRound } from "../../services/import-round.ts";
import { readRoundReadiness } from "../../services/read-readiness.ts";
import { sealRound } from "../../services/seal-round.ts";
import { cli } from "../../../web/text/cli.ts";
import { readinessText } from "../../../web/text/readiness.ts";
import { readBytesFile, readJsonFile } from "../file-problem.ts";
import { type Output, print } from "../print.ts";
import { withServices } from "../with-services.ts";

export function addRoundCommands(program: Command): void {
  const round = program.command("round").description("轮次");
  round
    .command("import")
    .description("用设置文件和名册新建轮次")
    .requiredOption("--settings <file>", "轮次设置（JSON）")
    .requiredOption("--roster <file...>", "名册：一个工作簿，或单位、班子成员两个 CSV")
    .option("--json", "输出 JSON")
    .action(async (options) => {
      const settings = await readJsonFile(options.settings, roundShape);
      await withServices(async (deps) => {
        const tables = [];
        for (const file of options.roster as string[]) {
          tables.push(...(await readTables(await readBytesFile(file), basename(file))));
        }
        const { units } = readRoster(tables, { categoryNames: deps.library.categoryNames });
        const made = await importRound(deps, KEEPER, settings, units);
        print(options, { round: made.id, units: units.length }, () =>
          cli.rosterImported(made.id, units.length),
        );
      });
    });
  round
    .command("list")
    .description("列出轮次")
    .option("--json", "输出 JSON")
    .action((output) =>
      withServices(async (deps) => {
        const rounds = (await deps.office.inTransaction((office) => office.rounds())).map((row) => ({
          id: row.round.id,
          title: row.round.title,
          isFrozen: row.frozen !== null,
        }));
        print(output, rounds, () => rounds.map(({ id, title }) => `${id}　${title}`).join("\n"));
      }),
    );
  round
    .command("ready")
    .description("准备到哪一步、还缺什么；还不能封存设置时退出码为 1")
    .argument("<round>")
    .option("--json", "输出 JSON")
    .action((id: string, output) =>
      withServices(async (deps) => {
        const { readiness } = await readRoundReadiness(deps, id);
        if (!readiness.isSealable) process.exitCode = 1;
        print(output, readiness, () => readinessText.lines(readiness).join("\n"));
      }),
    );
  round
    .command("seal")
    .description("封存设置，生成密钥")
    .argument("<round>")
    .option("--json", "输出 JSON")
    .action((id: string, output) => seal(id, output));
}

/** `round seal ROUND` and `poll seal --round ROUND`: settings are frozen for a whole round at once. */
export function seal(round: string, output: Output): Promise<void> {
  return withServices(async (deps) => {
    const outcome = await sealRound(deps, KEEPER, round);
    print(output, outcome, () => cli.sealed(outcome.sealed.length, outcome.tooSmall.length));
  });
}

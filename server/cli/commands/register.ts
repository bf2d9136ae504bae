import { basename } from "node:path";
import type { Command } from "commander";
import { presentRegister } from "../../http/office/register/present-register.ts";
import { readTables } from "../../imports/read-table.ts";
import { Problem } from "../../core/problem.ts";
import { readTerm } from "../../core/register/term.ts";
import { KEEPER } from "../../services/deps.ts";
import { importRegister } from "../../services/register/import-register.ts";
import { readRegister } from "../../services/register/read-register.ts";
import { registerText } from "../../../web/text/register.ts";
import { readBytesFile } from "../file-problem.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";

export function addRegisterCommands(program: Command): void {
  const register = program.command("register").description("全覆盖台账");
  register
    .command("show")
    .description("一届的覆盖情况，和还没有巡察的单位")
    .option("--term <term>", "届次，如“十五届”；不写就是最近的一届")
    .option("--json", "输出 JSON")
    .action((options) =>
      withServices(async (deps) => {
        const term = options.term === undefined ? null : readTerm(`${options.term}届`);
        if (options.term !== undefined && term === null)
          throw new Problem("usage", { reason: registerText.noTerm(options.term) });
        const types = deps.library.categoryNames.unitTypes.map(({ name }) => name);
        const answer = presentRegister(await readRegister(deps), term, types);
        print(options, answer, () => registerText.lines(answer).join("\n"));
      }),
    );
  register
    .command("import")
    .description("导入巡察历史，整个替换以前导入的；有一处错就一行也不收")
    .requiredOption("--file <file>", "填好的模板（XLSX 或 CSV）")
    .option("--json", "输出 JSON")
    .action((options) =>
      withServices(async (deps) => {
        const tables = await readTables(await readBytesFile(options.file), basename(options.file));
        const lines = await importRegister(deps, KEEPER, tables);
        print(options, { lines }, () => registerText.imported(lines));
      }),
    );
}

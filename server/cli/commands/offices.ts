import type { Command } from "commander";
import { openServices } from "../../compose.ts";
import { readAddress, readConfig, readConfigOf } from "../../config.ts";
import { Problem } from "../../core/problem.ts";
import { enterOffice, readOffices } from "../../store/postgres/register-of-offices.ts";
import { cli } from "../../../web/text/cli.ts";
import { firstAccounts } from "../first-accounts.ts";
import { print } from "../print.ts";

export function addOfficeCommands(program: Command): void {
  const offices = program.command("offices").description("一个 PostgreSQL 数据库里的几个巡察办，各管各的");
  offices
    .command("add")
    .description("在 DATABASE_URL 写的数据库里加入一个巡察办，并建两个管理账号")
    .argument("<name>", "简称，小写字母和数字，如 yongning")
    .requiredOption("--title <title>", "名称，如 永宁县委巡察办")
    .requiredOption(
      "--address <url>",
      "印在二维码里的网址，每个巡察办一个主机名，如 https://yongning.example.cn",
    )
    .option("--empty", "不建账号，留着搬入或恢复")
    .option("--json", "输出 JSON")
    .action(async (name: string, options) => {
      const office = {
        name,
        title: String(options.title).trim(),
        address: readAddress(options.address, "office address"),
      };
      if (office.title === "") throw new Problem("usage", { reason: "office title" });
      const accounts = await addOffice(office, options.empty === true);
      print(options, { ...office, accounts }, () =>
        [
          cli.officeAdded(office.title, name),
          accounts.length > 0 ? cli.firstPasswords(accounts) : cli.officeEmpty,
        ].join("\n"),
      );
    });
  offices
    .command("list")
    .description("列出 DATABASE_URL 写的数据库里的巡察办")
    .option("--json", "输出 JSON")
    .action(async (output) => {
      const rows = await readOffices(sharedDatabase());
      print(output, rows, () =>
        rows.length === 0
          ? cli.noOffices
          : rows.map((row) => cli.office(row.name, row.title, row.address)).join("\n"),
      );
    });
}

/** @throws Problem usage */
function sharedDatabase(): string {
  const { databaseUrl } = readConfig();
  if (databaseUrl === null) throw new Problem("usage", { reason: "DATABASE_URL" });
  return databaseUrl;
}

/** @returns the two administrators, with their one-time passwords; [] for one that is to stay empty */
async function addOffice(
  office: Parameters<typeof enterOffice>[1],
  isEmpty: boolean,
): ReturnType<typeof firstAccounts> {
  await enterOffice(sharedDatabase(), office);
  const services = await openServices(readConfigOf(office.name));
  try {
    return isEmpty ? [] : await firstAccounts(services.deps);
  } finally {
    await services.close();
  }
}

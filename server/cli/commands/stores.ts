import type { Command } from "commander";
import { readConfig } from "../../config.ts";
import { backupDatabase } from "../../store/postgres/backup-database.ts";
import { backup } from "../../store/sqlite/backup.ts";
import { cli } from "../../../web/text/cli.ts";
import { firstAccounts } from "../first-accounts.ts";
import { print } from "../print.ts";
import { storesLine } from "../where-stores.ts";
import { withServices } from "../with-services.ts";

export function addStoreCommands(program: Command): void {
  program
    .command("init")
    .description("建好数据文件夹和两个管理账号（启动服务时也会自动做）")
    .option("--json", "输出 JSON")
    .action((output) =>
      withServices(async (deps) => {
        const accounts = await firstAccounts(deps);
        const config = readConfig();
        print(output, { folder: config.dataFolder, accounts }, () =>
          [storesLine(config), accounts.length > 0 ? cli.firstPasswords(accounts) : cli.initialised].join(
            "\n",
          ),
        );
      }),
    );
  program
    .command("backup")
    .description("备份数据文件夹，或 DATABASE_URL 写的数据库（私钥默认不在其中）")
    .argument("<folder>", "备份到哪个新文件夹")
    .option("--with-keys", "连同尚未封存的测评的私钥")
    .option("--json", "输出 JSON")
    .action(async (folder: string, options) => {
      const { dataFolder, databaseUrl } = readConfig();
      const which = { privateKeys: options.withKeys === true };
      const { copiedAgain } =
        databaseUrl === null
          ? backup(dataFolder, folder, which)
          : await backupDatabase(databaseUrl, folder, { ...which, isKept: true });
      print(options, { folder, copiedAgain }, () =>
        [cli.backedUp(folder), ...(copiedAgain.length > 0 ? [cli.copiedAgain(copiedAgain)] : [])].join("\n"),
      );
    });
}

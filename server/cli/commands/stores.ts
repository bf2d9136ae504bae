import type { Command } from "commander";
import { readConfig } from "../../config.ts";
import { backup } from "../../store/sqlite/backup.ts";
import { cli } from "../../../web/text/cli.ts";
import { firstAccounts } from "../first-accounts.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";

export function addStoreCommands(program: Command): void {
  program
    .command("init")
    .description("建好数据文件夹和两个管理账号（启动服务时也会自动做）")
    .option("--json", "输出 JSON")
    .action((output) =>
      withServices(async (deps) => {
        const accounts = await firstAccounts(deps);
        const { dataFolder: folder } = readConfig();
        print(output, { folder, accounts }, () =>
          [cli.folder(folder), accounts.length > 0 ? cli.firstPasswords(accounts) : cli.initialised].join(
            "\n",
          ),
        );
      }),
    );
  program
    .command("backup")
    .description("备份数据文件夹（私钥默认不在其中）")
    .argument("<folder>", "备份到哪个新文件夹")
    .option("--with-keys", "连同尚未封存的测评的私钥")
    .option("--json", "输出 JSON")
    .action(async (folder: string, options) => {
      const { dataFolder } = readConfig();
      const { copiedAgain } = backup(dataFolder, folder, { privateKeys: options.withKeys === true });
      print(options, { folder, copiedAgain }, () =>
        [cli.backedUp(folder), ...(copiedAgain.length > 0 ? [cli.copiedAgain(copiedAgain)] : [])].join("\n"),
      );
    });
}

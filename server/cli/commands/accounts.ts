import type { Command } from "commander";
import { Problem } from "../../core/problem.ts";
import { createAccount } from "../../services/create-account.ts";
import { KEEPER } from "../../services/deps.ts";
import type { Role } from "../../store/office.ts";
import { cli } from "../../../web/text/cli.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";

const ROLES: readonly Role[] = ["office", "group", "viewer"];

export function addAccountCommands(program: Command): void {
  const accounts = program.command("accounts").description("账号");
  accounts
    .command("add")
    .description("新建账号，或给已有账号换一个初始密码")
    .argument("<name>")
    .option("--role <role>", "office 巡察办、group 巡察组、viewer 查阅人", "office")
    .option("--group <name>", "巡察组名称（role 为 group 时）")
    .option("--json", "输出 JSON")
    .action((name: string, options) =>
      withServices(async (deps) => {
        if (!ROLES.includes(options.role)) throw new Problem("usage", { reason: cli.role });
        if (options.role === "group" && !options.group) throw new Problem("usage", { reason: cli.group });
        const { account, password } = await createAccount(deps, KEEPER, {
          name,
          role: options.role,
          group: options.group ?? null,
        });
        print(options, { name: account.name, role: account.role, password }, () =>
          cli.account(account.name, password),
        );
      }),
    );
  accounts
    .command("list")
    .description("列出账号")
    .option("--json", "输出 JSON")
    .action((output) =>
      withServices(async (deps) => {
        const rows = (await deps.office.inTransaction((office) => office.accounts())).map(
          ({ name, role, group }) => ({
            name,
            role,
            group,
          }),
        );
        print(output, rows, () =>
          rows.map(({ name, role, group }) => `${name}　${role}　${group ?? ""}`).join("\n"),
        );
      }),
    );
}

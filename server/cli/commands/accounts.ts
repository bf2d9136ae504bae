import type { Command } from "commander";
import type { AccessProfile } from "../../core/access/profile.ts";
import { ROLES, type Role } from "../../core/access/role.ts";
import { Problem } from "../../core/problem.ts";
import { createAccount } from "../../services/create-account.ts";
import { type Actor, type Deps, KEEPER } from "../../services/deps.ts";
import { resetSecondFactor } from "../../services/second-factor.ts";
import { switchProfile } from "../../services/switch-profile.ts";
import { accountsText } from "../../../web/text/accounts.ts";
import { cli } from "../../../web/text/cli.ts";
import { words } from "../../../web/text/words.ts";
import { askKeepers, askOneKeeper } from "../ask-keepers.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";

const ROLE_HELP = ROLES.map((role) => `${role} ${words.role[role]}`).join("、");

export function addAccountCommands(program: Command): void {
  const accounts = program.command("accounts").description("账号");
  addAdd(accounts);
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
  addProfile(accounts);
  addResetCode(accounts);
}

function addProfile(accounts: Command): void {
  accounts
    .command("profile")
    .description("账号管理方式；切换要两个人各输入账号和密码（启用了动态口令的，还有动态口令）")
    .option("--keepers <on|off>", "三员管理：on 启用，off 停用")
    .option("--totp <on|off>", "动态口令：on 启用，off 停用")
    .option("--json", "输出 JSON")
    .action((options) =>
      withServices(async (deps) => {
        const change: Partial<AccessProfile> = {
          ...(options.keepers !== undefined && { hasKeepers: asSwitch(options.keepers) }),
          ...(options.totp !== undefined && { hasCodes: asSwitch(options.totp) }),
        };
        const isAsked = Object.keys(change).length > 0;
        const profile = isAsked
          ? await switchProfile(deps, await askKeepers(deps), change)
          : await deps.office.inTransaction((office) => office.profile());
        print(options, profile, () => accountsText.profileLines(profile));
      }),
    );
}

function addResetCode(accounts: Command): void {
  accounts
    .command("reset-code")
    .description("手机丢了：重置一个账号的动态口令；还要一位管账号的同志输入账号、密码和动态口令")
    .argument("<name>")
    .option("--alone", "没有别的同志能输入时，由数据保管人一人重置（记入记录）")
    .option("--json", "输出 JSON")
    .action((name: string, options) =>
      withServices(async (deps) => {
        const account = await deps.office.inTransaction((office) => office.accountByName(name));
        if (!account) throw new Problem("account.unknown", {});
        const isAlone = options.alone === true;
        const who = isAlone ? KEEPER : await askOneKeeper(deps, account);
        await resetSecondFactor(deps, who, account, { isAlone });
        print(options, { name }, () => cli.codeReset(name));
      }),
    );
}

function addAdd(accounts: Command): void {
  accounts
    .command("add")
    .description("新建账号，或给已有账号换一个初始密码")
    .argument("<name>")
    .option("--role <role>", ROLE_HELP, "office")
    .option("--group <name>", "巡察组名称（role 为 group 时）")
    .option("--json", "输出 JSON")
    .action((name: string, options) =>
      withServices(async (deps) => {
        if (!ROLES.includes(options.role)) throw new Problem("usage", { reason: cli.role });
        if (options.role === "group" && !options.group) throw new Problem("usage", { reason: cli.group });
        const role: Role = options.role;
        const who = await makerOf(deps, name);
        const made = await createAccount(deps, who, { name, role, group: options.group ?? null });
        const { account, password } = made;
        print(options, { name: account.name, role: account.role, password }, () =>
          cli.account(account.name, password),
        );
      }),
    );
}

/**
 * Who makes the account: the keeper of the data folder, and with three keepers two of them. A first password for an
 * account that is there stays the folder keeper's way out when one of them has forgotten theirs; it is on record.
 */
async function makerOf(deps: Deps, name: string): Promise<Actor> {
  const { isKept, isKnown } = await deps.office.inTransaction(async (office) => ({
    isKept: (await office.profile()).hasKeepers,
    isKnown: (await office.accountByName(name)) !== null,
  }));
  return isKept && !isKnown ? askKeepers(deps) : KEEPER;
}

/** @throws Problem usage */
function asSwitch(option: string): boolean {
  if (option !== "on" && option !== "off") throw new Problem("usage", { reason: cli.onOff });
  return option === "on";
}

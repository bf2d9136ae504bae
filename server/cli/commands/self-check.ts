import type { Command } from "commander";
import { openServices } from "../../compose.ts";
import { readConfig } from "../../config.ts";
import { isBad, selfCheck } from "../../core/installation/self-check.ts";
import { isProblem } from "../../core/problem.ts";
import { openInstallation } from "../../installation/open-installation.ts";
import { checkInstallation } from "../../services/check-installation.ts";
import { selfCheckText } from "../../../web/text/self-check.ts";
import { print } from "../print.ts";

export function addSelfCheckCommand(program: Command): void {
  program
    .command("selfcheck")
    .description("自检：磁盘、时间、网址、备份等，每项说明怎么办；有必须先处理的，退出码为 1")
    .option("--json", "输出 JSON")
    .action(async (output) => {
      const lines = await check();
      if (isBad(lines)) process.exitCode = 1;
      print(output, lines, () => selfCheckText.lines(lines).join("\n"));
    });
}

/** Beside a running server the address is tried and the record, which the server holds, is not read. */
async function check() {
  const config = readConfig();
  const services = await openServices(config).catch((error: unknown) => {
    if (isProblem(error, "store.locked")) return null;
    throw error;
  });
  if (services === null) {
    const measured = await openInstallation({
      ...config,
      serverVersion: null,
      backupPlaces: null,
      clock: () => new Date(),
    }).measure(true);
    return selfCheck({ ...measured, clockBehindMs: null, printedElsewhere: [], timesOpened: null });
  }
  try {
    return await checkInstallation(services.deps, null);
  } finally {
    await services.close();
  }
}

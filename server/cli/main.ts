/** The `plumbline` command. The console and the command line call the same services. */
import { Command, CommanderError } from "commander";
import { addAccountCommands } from "./commands/accounts.ts";
import { addBallotCommands } from "./commands/ballots.ts";
import { addCheckCommands } from "./commands/check.ts";
import { addPollCommands } from "./commands/polls.ts";
import { addResultCommands } from "./commands/results.ts";
import { addRoundCommands } from "./commands/rounds.ts";
import { addStoreCommands } from "./commands/stores.ts";
import { addVerifyCommands } from "./commands/verify.ts";
import { exitWithProblem } from "./print.ts";

const program = new Command("plumbline").description("准绳：巡察民主测评与问卷").exitOverride();

program
  .command("serve")
  .description("启动服务")
  .action(async () => (await import("./serve.ts")).serve());
program
  .command("demo")
  .description("演示：一轮巡察从名册到等次表")
  .option("--fresh", "不接着上次的演示，重新开始")
  .option("--continue", "接着上次的演示")
  .option("--exit", "写完文件就结束，不留着服务")
  .action(async (options) => (await import("./demo/demo.ts")).demo(options));
addCheckCommands(program);
addRoundCommands(program);
addPollCommands(program);
addBallotCommands(program);
addResultCommands(program);
addVerifyCommands(program);
addAccountCommands(program);
addStoreCommands(program);

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else exitWithProblem(error);
});

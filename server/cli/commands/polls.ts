import type { Command } from "commander";
import { Problem } from "../../core/problem.ts";
import { streamTicketSheet } from "../../exports/ticket-sheet-pdf.ts";
import { openPoll, pausePoll, resumePoll } from "../../services/change-poll-state.ts";
import { beginClosing, continueClosing, voidPoll } from "../../services/close-poll.ts";
import { declareInvalid } from "../../services/declare-invalid.ts";
import { type Deps, KEEPER } from "../../services/deps.ts";
import { mintSheet } from "../../services/mint-tickets.ts";
import type { PollRow } from "../../store/office.ts";
import { cli } from "../../../web/text/cli.ts";
import { words } from "../../../web/text/words.ts";
import { pollsOf } from "../polls-of.ts";
import { type Output, print } from "../print.ts";
import { withServices } from "../with-services.ts";
import { writeNewFile } from "../write-new-file.ts";
import { seal } from "./rounds.ts";
import { repeatPoll } from "../../services/repeat-poll.ts";

type Step = (deps: Deps, row: PollRow) => Promise<PollRow>;

const STEPS: Readonly<Record<string, { describe: string; takes: readonly PollRow["state"][]; step: Step }>> =
  {
    open: { describe: "开放", takes: ["sealed"], step: (deps, row) => openPoll(deps, KEEPER, row.id) },
    pause: { describe: "暂停", takes: ["open"], step: (deps, row) => pausePoll(deps, KEEPER, row.id) },
    resume: { describe: "继续", takes: ["paused"], step: (deps, row) => resumePoll(deps, KEEPER, row.id) },
    close: {
      describe: "封存",
      takes: ["open", "paused", "closing"],
      step: async (deps, row) => {
        await beginClosing(deps, KEEPER, row.id, { second: null });
        return continueClosing(deps, KEEPER, row.id);
      },
    },
  };

export function addPollCommands(program: Command): void {
  const poll = program.command("poll").description("一个单位的测评");
  for (const [name, { describe, takes, step }] of Object.entries(STEPS)) {
    poll
      .command(name)
      .description(describe)
      .argument("[poll]")
      .option("--round <id>", "这一轮的全部单位")
      .option("--json", "输出 JSON")
      .action((id: string | undefined, options) =>
        withServices(async (deps) => {
          const rows = await pollsOf(deps, id, options);
          const wanted = options.round === undefined ? rows : rows.filter((row) => takes.includes(row.state));
          const after: PollRow[] = [];
          for (const row of wanted) after.push(await step(deps, row));
          printRows(after, options);
        }),
      );
  }

  poll
    .command("seal")
    .description("封存设置，生成密钥（整轮一起，同 round seal）")
    .requiredOption("--round <id>", "轮次")
    .option("--json", "输出 JSON")
    .action((options) => seal(options.round, options));
  poll
    .command("void")
    .description("作废：留下记录，删除答卷和密钥")
    .argument("<poll>")
    .requiredOption("--reason <text>", "理由，记入审计")
    .option("--json", "输出 JSON")
    .action((id: string, options) =>
      withServices(async (deps) => {
        const row = await voidPoll(deps, KEEPER, id, options.reason);
        printRows([row], options);
      }),
    );
  poll
    .command("invalid")
    .description("宣布无效（封存以后）：不再发布、不计分，封存文件和记录留下")
    .argument("<poll>")
    .requiredOption("--reason <text>", "理由，记入审计")
    .option("--json", "输出 JSON")
    .action((id: string, options) =>
      withServices(async (deps, exports) => {
        const row = await declareInvalid(deps, KEEPER, id, options.reason);
        // Archives made before hold its numbers.
        await exports.removeAll(row.round);
        printRows([row], options);
      }),
    );
  poll
    .command("repeat")
    .description("重新组织：作废或宣布无效以后，同一单位另开一次，表单和名册不变，密钥和领码纸都是新的")
    .argument("<poll>")
    .option("--json", "输出 JSON")
    .action((id: string, options) =>
      withServices(async (deps) => printRows([await repeatPoll(deps, KEEPER, id)], options)),
    );
  addTicketCommand(program);
}

function printRows(rows: readonly PollRow[], output: Output): void {
  const lines = rows.map(({ id: poll, unit, state, closingEndsAtUtc }) => ({
    poll,
    unit,
    state,
    ...(state === "closing" && { closingEndsAtUtc }),
  }));
  const ends = rows.find(({ state }) => state === "closing")?.closingEndsAtUtc;
  print(output, lines, () =>
    [
      ...lines.map((line) => cli.pollState(line.poll, words.state[line.state])),
      ...(ends ? [cli.closingUntil(localTime(ends))] : []),
    ].join("\n"),
  );
}

const localTime = (utc: string): string => new Date(utc).toLocaleTimeString("zh-CN", { hour12: false });

function addTicketCommand(program: Command): void {
  program
    .command("tickets")
    .description("制作领码纸（PDF，只生成一次）")
    .argument("<poll>")
    .requiredOption("--batch <id>", "票袋")
    .requiredOption("--out <file>", "写到哪个新文件")
    .option("--spare <n>", "备用张数", "5")
    .option("--json", "输出 JSON")
    .action((id: string, options) =>
      withServices(async (deps) => {
        const spare = Number(options.spare);
        if (!/^\d{1,4}$/.test(options.spare) || spare > 1000)
          throw new Problem("usage", { reason: cli.spare });
        let count = 0;
        await writeNewFile(options.out, async () => {
          const sheet = await mintSheet(deps, KEEPER, id, options.batch, spare);
          count = sheet.codes.length;
          return streamTicketSheet(sheet);
        });
        print(options, { file: options.out, count }, () => cli.tickets(options.out, count));
      }),
    );
}

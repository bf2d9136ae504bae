import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { streamTicketSheet } from "../../exports/ticket-sheet-pdf.ts";
import { openPoll, pausePoll, resumePoll } from "../../services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../services/close-poll.ts";
import { type Deps, KEEPER } from "../../services/deps.ts";
import { mintTickets } from "../../services/mint-tickets.ts";
import type { PollRow } from "../../store/office.ts";
import { cli } from "../../../web/text/cli.ts";
import { words } from "../../../web/text/words.ts";
import { pollsOf } from "../polls-of.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";

type Step = (deps: Deps, row: PollRow, options: { force?: boolean }) => Promise<PollRow>;

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
          for (const row of wanted) after.push(await step(deps, row, options));
          const lines = after.map(({ id: poll, unit, state }) => ({ poll, unit, state }));
          print(options, lines, () =>
            lines.map((line) => cli.pollState(line.poll, words.state[line.state])).join("\n"),
          );
        }),
      );
  }

  program
    .command("tickets")
    .description("制作领码纸（PDF，只生成一次）")
    .argument("<poll>")
    .requiredOption("--batch <id>", "票袋")
    .requiredOption("--out <file>", "写到哪个文件")
    .option("--spare <n>", "备用张数", "5")
    .option("--json", "输出 JSON")
    .action((id: string, options) =>
      withServices(async (deps) => {
        const live = await deps.live.get(id);
        const eligible = live.plan.batches.find((batch) => batch.id === options.batch)?.eligible ?? 0;
        const count = eligible + Number(options.spare);
        const sheet = await mintTickets(deps, KEEPER, id, options.batch, { count, voidUnused: true });
        await pipeline(streamTicketSheet(sheet), createWriteStream(options.out, { mode: 0o600 }));
        print(options, { file: options.out, count }, () => cli.tickets(options.out, count));
      }),
    );
}

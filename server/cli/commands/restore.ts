import { mkdtempSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { verify } from "../../services/verify/verify.ts";
import type { PollState } from "../../core/round/round.ts";
import { carryIntoDatabase } from "../../store/postgres/carry-into-database.ts";
import { openStores } from "../../store/sqlite/open-stores.ts";
import { restore } from "../../store/sqlite/restore.ts";
import { restoreText } from "../../../web/text/restore.ts";
import { readConfig } from "../../config.ts";
import { print } from "../print.ts";
import { databaseName } from "../where-stores.ts";
import { readEvidence } from "../verify/read-evidence.ts";
import { presentVerification, verificationLines } from "../../exports/verification-report.ts";

/** Polls that were not closed when the backup was made. */
const LIVE: readonly PollState[] = ["sealed", "open", "paused", "closing", "sealing", "counted"];

interface LivePollOfCopy {
  readonly unit: string;
  readonly state: PollState;
  /** false: the copy has no private keys, so the poll can only be voided. */
  readonly canGoOn: boolean;
}

export function addRestoreCommand(program: Command): void {
  program
    .command("restore")
    .description(
      "把备份恢复成数据文件夹，或放进 DATABASE_URL 写的空数据库，并核验；加 --drill 只演练，不留下任何内容",
    )
    .argument("<backup>", "备份文件夹")
    .option("--drill", "恢复到一个临时文件夹，核验后删除")
    .option("--json", "输出 JSON")
    .action(async (backup: string, options) => {
      const { dataFolder, databaseUrl } = readConfig();
      const isDrill = options.drill === true;
      const isPassing = isDrill || databaseUrl !== null;
      // Beside the backup: the copy of a copy must not reach a disk that the backup was kept away from.
      const target = isPassing
        ? mkdtempSync(join(dirname(resolve(backup)), ".plumbline-drill-"))
        : dataFolder;
      try {
        const { files, privateKeys } = restore(resolve(backup), target);
        const live = await readLive(target);
        const verification = await verify(await readEvidence(target), null);
        if (!isDrill && databaseUrl !== null) await carryIntoDatabase(target, databaseUrl);
        const value = { files: files.length, privateKeys, live, ...presentVerification(verification) };
        print(options, value, () =>
          [
            restoreText.restored(files.length),
            ...verificationLines(verification),
            ...live.map(({ unit, state, canGoOn }) => restoreText.live(unit, state, canGoOn)),
            isDrill ? restoreText.drill : restoredTo(databaseUrl, target),
          ].join("\n"),
        );
        if (verification.differences.length > 0) process.exitCode = 1;
      } finally {
        if (isPassing) rmSync(target, { recursive: true, force: true });
      }
    });
}

const restoredTo = (databaseUrl: string | null, folder: string): string =>
  databaseUrl === null ? restoreText.inPlace(folder) : restoreText.inDatabase(databaseName(databaseUrl));

/** Opens the restored stores as a server would, which also brings an older folder to the present shape. */
async function readLive(folder: string): Promise<LivePollOfCopy[]> {
  const { office, roll, close } = await openStores(folder);
  try {
    const found = await office.inTransaction(async (transaction) => {
      const rows = await transaction.pollsInState(LIVE);
      return Promise.all(
        rows.map(async ({ id, round, unit, state }) => {
          return { id, unit: (await transaction.unit(round, unit))?.name ?? unit, state };
        }),
      );
    });
    const live: LivePollOfCopy[] = [];
    for (const { id, unit, state } of found) {
      const keys = await roll.pollKeys(id);
      live.push({ unit, state, canGoOn: (keys?.transportPrivate.length ?? 0) > 0 });
    }
    return live;
  } finally {
    await close();
  }
}

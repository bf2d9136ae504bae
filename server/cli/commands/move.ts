import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { Problem } from "../../core/problem.ts";
import { verify } from "../../services/verify/verify.ts";
import { backupDatabase } from "../../store/postgres/backup-database.ts";
import { moveIntoDatabase } from "../../store/postgres/move-into-database.ts";
import { restoreText } from "../../../web/text/restore.ts";
import { readConfig, readDatabaseUrl } from "../../config.ts";
import { signingKeyOf } from "../../places.ts";
import { print } from "../print.ts";
import { readEvidence } from "../verify/read-evidence.ts";
import { databaseName } from "../where-stores.ts";
import { presentVerification, verificationLines } from "../../exports/verification-report.ts";

export function addMoveCommand(program: Command): void {
  program
    .command("move")
    .description(
      "把已停止服务的数据文件夹搬进一个空的 PostgreSQL 数据库，两边各核验一遍；搬过以后原来的文件夹不能再启动",
    )
    .requiredOption("--to <url>", "postgres://用户@主机:5432/数据库；密码可以写在 PGPASSWORD 里")
    .option("--json", "输出 JSON")
    .action(async (options) => {
      const { dataFolder, databaseUrl } = readConfig();
      if (databaseUrl !== null) throw new Problem("usage", { reason: "move from database" });
      const target = readDatabaseUrl(options.to)!;
      const signingKey = signingKeyOf(dataFolder);
      const key = existsSync(signingKey) ? readFileSync(signingKey) : null;
      await moveIntoDatabase(dataFolder, target, key, restoreText.movedElsewhere);
      const before = await verify(await readEvidence(dataFolder), null);
      const after = await verifyDatabase(dataFolder, target);
      const value = presentVerification(after);
      if (JSON.stringify(value) !== JSON.stringify(presentVerification(before)))
        throw new Problem("store.damaged", { file: databaseName(target), reason: "other-than-moved" });
      print(options, value, () =>
        [...verificationLines(after), restoreText.moved(databaseName(target), dataFolder)].join("\n"),
      );
      if (after.differences.length > 0) process.exitCode = 1;
    });
}

/** Recounts what lies in the database from a copy without keys, which is gone afterwards; so is that of a call that was cut off. */
async function verifyDatabase(dataFolder: string, databaseUrl: string): ReturnType<typeof verify> {
  const place = resolve(dataFolder);
  const folder = join(dirname(place), `.plumbline-moved-${basename(place)}`);
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    const copy = join(folder, "copy");
    await backupDatabase(databaseUrl, copy, { privateKeys: false, isKept: false });
    return await verify(await readEvidence(copy), null);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One small round, closed for real, as a verification folder and as a data folder, for tests that spoil copies of it. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { readEvidence } from "../../server/cli/verify/read-evidence.ts";
import { readVerificationFolder } from "../../server/cli/verify/read-verification-folder.ts";
import { writeVerificationFolder } from "../../server/cli/verify/write-verification-folder.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { tallyClosed } from "../../server/services/tally-closed.ts";
import { type Verification, verify } from "../../server/services/verify/verify.ts";
import type { ClosedHead } from "../../server/store/closed.ts";
import { PlainClosedFiles } from "../../server/store/plain/plain-closed-files.ts";
import { SqliteClosedFiles } from "../../server/store/sqlite/sqlite-closed-files.ts";
import { startTestServer, testUnit } from "../journeys/start-server.ts";
import { copyStores } from "../journeys/stores-of-test.ts";

export interface ClosedRound {
  readonly exported: string;
  readonly dataFolder: string;
  /** Of the signed sheet. */
  readonly digest: string;
  readonly polls: ReadonlyMap<string, string>;
  /** A fresh copy of the exported folder; the last one is removed. */
  copy(): string;
  dispose(): void;
}

/** Two units (4/7/10 and 1/2/4, one unused ticket a bag), two forms, closed; a third one stays a draft. */
export async function closedRound(): Promise<ClosedRound> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-verify-"));
  const [exported, dataFolder, work] = [join(folder, "exported"), join(folder, "data"), join(folder, "work")];
  const server = await startTestServer({
    units: [
      testUnit("water", "县水利局党组", [4, 7, 10]),
      testUnit("archive", "县档案馆党支部", [1, 2, 4]),
      testUnit("tiny", "县志办党支部", [1, 1, 1]),
    ],
    round: {
      forms: [
        { instrument: "leadership-team", categories: ["A", "B", "C"], include: [] },
        { instrument: "staff-questionnaire", categories: ["A", "B", "C"], include: [] },
      ],
    },
  });
  try {
    for (const unit of ["water", "archive"]) {
      const poll = server.polls.get(unit)!;
      const { plan } = (await server.deps.office.inTransaction((office) => office.poll(poll)))!;
      for (const { id, eligible } of plan!.batches) {
        const urls = await server.tickets(unit, id, eligible + 1);
        const people = urls.slice(1).map((url) => ({ url, climate: 0.7 }));
        await answerAll(httpPort(server.address), people, seeded(eligible), () => {});
      }
      await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
      await continueClosing(server.deps, KEEPER, poll);
    }
    const sheet = await writeVerificationFolder(server.deps, server.dataFolder, server.round, exported);
    // Looking again, and what concerns no round, leaves the sheet as it was signed.
    await tallyClosed(server.deps, KEEPER, [server.polls.get("water")!]);
    await server.account("审核人");
    await copyStores(server, dataFolder);
    return {
      exported,
      dataFolder,
      digest: sheet.digest,
      polls: server.polls,
      copy() {
        rmSync(work, { recursive: true, force: true });
        cpSync(exported, work, { recursive: true });
        return work;
      },
      dispose: () => rmSync(folder, { recursive: true, force: true }),
    };
  } finally {
    await server.stop();
  }
}

/** @throws Problem when the folder cannot even be read */
export async function verifyFolder(folder: string, digest: string | null): Promise<Verification> {
  return verify(await readEvidence(folder), digest);
}

/** The same of a verification folder as the single file does it: without a database driver. */
export async function verifyPlainly(folder: string, digest: string | null): Promise<Verification> {
  return verify(
    readVerificationFolder(folder, (closed) => new PlainClosedFiles(closed)),
    digest,
  );
}

/** Heads of all closed files of a folder. */
export async function headsOf(folder: string): Promise<readonly ClosedHead[]> {
  const closed = new SqliteClosedFiles(join(folder, "closed"));
  return Promise.all((await closed.list()).map((poll) => closed.head(poll)));
}

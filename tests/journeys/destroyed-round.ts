/** A round that ended years ago: of it a record of destruction is left, long enough for two pages. */
import type { DestructionRecord } from "../../server/core/volume/destruction.ts";
import { createRound } from "../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { ROUND } from "./start-server.ts";

const GONE = "r2011";
const TITLE = "十四届县委第九轮巡察";
const digestOf = (at: number): string => at.toString(16).padStart(4, "a").repeat(16);

const RECORD: DestructionRecord = {
  formatVersion: 1,
  round: GONE,
  title: TITLE,
  archivedAtUtc: "2011-03-01T04:00:00.000Z",
  keepDays: 3_650,
  destroyedAtUtc: "2026-11-02T04:00:00.000Z",
  by: "承办人",
  second: "审核人",
  reason: "保管期满，按《机关文件材料归档范围和文书档案保管期限规定》销毁",
  files: Array.from({ length: 24 }, (_, at) => ({
    unit: at % 5 === 0 ? `县交通运输局和综合行政执法队联合党组第${at + 1}支部` : `第${at + 1}单位党组`,
    poll: `gone${at}`,
    digest: digestOf(at),
  })),
  volumes: [
    {
      digest: digestOf(100),
      sheet: digestOf(101),
      place: `/srv/plumbline/archives/${GONE}_2011-03-02`,
      isDestroyed: true,
    },
    { digest: digestOf(102), sheet: digestOf(101), place: "/media/stick/卷", isDestroyed: false },
  ],
  backups: ["2010-12-01T010000Z", "2011-01-01T010000Z"],
};

export async function addDestroyedRound(deps: Deps): Promise<void> {
  await createRound(deps, KEEPER, { ...ROUND, id: GONE, title: TITLE });
  await deps.office.inTransaction(async (office) => {
    const row = (await office.round(GONE))!;
    const { archivedAtUtc, keepDays } = RECORD;
    await office.saveRound({
      ...row,
      archivedAtUtc,
      keepDays,
      destruction: { record: RECORD, isDone: true },
    });
  });
}

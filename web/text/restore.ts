import type { PollState } from "../../server/core/round/round.ts";
import { words } from "./words.ts";

/** What `plumbline restore` says. */
export const restoreText = {
  restored: (files: number) => `备份完整：${files} 个文件逐一核对，与备份时相同。`,
  live: (unit: string, state: PollState, canGoOn: boolean) =>
    canGoOn
      ? `${unit}：${words.state[state]}，可以接着做。`
      : `${unit}：${words.state[state]}，备份里没有私钥，不能接着收票和封存，只能作废后重新测评。`,
  drill: "这是演练：临时文件夹已删除，正在用的数据没有动过。",
  inDatabase: (name: string) => `已恢复到数据库 ${name}。核对以上各项之后，再启动服务。`,
  moved: (name: string, folder: string) =>
    `已搬到数据库 ${name}，两边核验的结果相同。${folder} 不能再启动；用 DATABASE_URL 启动、检查过以后，请销毁这个文件夹。`,
  movedElsewhere: (place: string) =>
    `这个数据文件夹已经往 ${place} 搬过，可能已经搬成，不能再搬到别的数据库；请再运行一次同样的 plumbline move。如果能确定那里没有搬成，请先删除数据文件夹里的 moved 文件`,
  inPlace: (folder: string) => `已恢复到 ${folder}。核对以上各项之后，再启动服务。`,
} as const;

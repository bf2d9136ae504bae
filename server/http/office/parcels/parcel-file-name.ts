import type { Parcel } from "../../../core/parcel/parcel.ts";

const KINDS = { task: "任务包", sealed: "封存包" } as const;

/** 任务包_十五届县委第三轮巡察_县委第一巡察组_第1版_0a1b2c3d.zip; nothing in it can leave a folder. */
export function parcelFileName({ id, manifest: { kind, title, group, edition } }: Parcel): string {
  const safe = (text: string): string => text.replace(/[\\/:*?"<>|\p{Cc}]/gu, "").slice(0, 60);
  return `${KINDS[kind]}_${safe(title)}_${safe(group)}_第${edition}版_${id.slice(0, 8)}.zip`;
}

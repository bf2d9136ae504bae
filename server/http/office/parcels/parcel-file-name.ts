import type { Parcel } from "../../../core/parcel/parcel.ts";

const KINDS = { task: "任务包", sealed: "封存包", template: "模板包", result: "结果包" } as const;

/** 任务包_十五届县委第三轮巡察_县委第一巡察组_第1版_0a1b2c3d.zip; nothing in it can leave a folder. */
export function parcelFileName({ id, manifest }: Parcel): string {
  const { kind, title, edition } = manifest;
  const safe = (text: string): string => text.replace(/[\\/:*?"<>|\p{Cc}]/gu, "").slice(0, 60);
  const group = "group" in manifest ? `_${safe(manifest.group)}` : "";
  return `${KINDS[kind]}_${safe(title)}${group}_第${edition}版_${id.slice(0, 8)}.zip`;
}

import type { LeafOption } from "../definition/frozen.ts";
import type { ReleasedOption } from "./released.ts";

export const releasedOption = (option: LeafOption): ReleasedOption => ({
  value: option.value,
  text: option.text,
  points: option.points,
  dontKnow: option.dontKnow,
  ...(option.tag === undefined ? {} : { tag: option.tag }),
  ...(option.dimension === undefined ? {} : { dimension: option.dimension }),
});

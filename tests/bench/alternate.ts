import { cpus } from "node:os";
import { busySeconds, ownSeconds } from "./machine.ts";
import { type Spread, spreadOf } from "./statistics.ts";

/** Work done in one slice. */
export interface Done {
  readonly work: number;
  /** Answers other than 2xx; one of them voids the slice. */
  readonly failed?: number;
  /** CPU of other processes of ours during the slice. */
  readonly childSeconds?: number;
  /** CPU of the measured process only, when that is not this one. */
  readonly measuredSeconds?: number;
  /** What the figure is made of; saved beside the slice. */
  readonly detail?: { readonly [name: string]: number };
}

export interface Slice {
  readonly kind: "base" | "this";
  readonly work: number;
  readonly failed: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** CPU of the measured process for one piece of work. */
  readonly cpuMicroseconds: number;
  /** Share of all cores that went to processes that are not ours. */
  readonly othersShare: number;
  readonly detail?: Done["detail"];
}

export interface Comparison {
  /** Per pair: this slice against the mean of the base slices before and after it. */
  readonly ratios: readonly number[];
  readonly ratio: Spread | null;
  readonly base: Spread;
  readonly this: Spread;
  readonly othersShare: number;
  readonly voided: number;
  readonly slices: readonly Slice[];
}

/**
 * Alternates base, this, base, this, …, base and compares each slice of "this" with its two neighbours, so that slow
 * drift of the machine falls on both alike.
 *
 * @param by what is compared: work per second of wall time, or CPU for one piece of work
 * @param prepare runs before each slice of "this", unmeasured
 */
export async function alternate(
  pairs: number,
  by: "perSecond" | "cpuMicroseconds",
  base: () => Promise<Done>,
  candidate: () => Promise<Done>,
  prepare: () => void | Promise<void> = () => {},
): Promise<Comparison> {
  const slices = [await measure("base", base)];
  for (let i = 0; i < pairs; i += 1) {
    await prepare();
    slices.push(await measure("this", candidate));
    slices.push(await measure("base", base));
  }
  const isVoid = (slice: Slice) => slice.failed > 0 || slice.work === 0;
  const ratios: number[] = [];
  for (let i = 1; i < slices.length; i += 2) {
    const three = [slices[i - 1]!, slices[i]!, slices[i + 1]!] as const;
    if (!three.some(isVoid)) ratios.push(three[1][by] / ((three[0][by] + three[2][by]) / 2));
  }
  const valuesOf = (kind: Slice["kind"]) => slices.filter((one) => one.kind === kind).map((one) => one[by]);
  return {
    ratios,
    ratio: ratios.length > 0 ? spreadOf(ratios) : null,
    base: spreadOf(valuesOf("base")),
    this: spreadOf(valuesOf("this")),
    othersShare: spreadOf(slices.map((slice) => slice.othersShare)).median,
    voided: slices.filter(isVoid).length,
    slices,
  };
}

async function measure(kind: Slice["kind"], act: () => Promise<Done>): Promise<Slice> {
  const [busy, own, start] = [busySeconds(), ownSeconds(), performance.now()];
  const done = await act();
  const seconds = (performance.now() - start) / 1000;
  const ownUsed = ownSeconds() - own;
  const others = busySeconds() - busy - ownUsed - (done.childSeconds ?? 0);
  return {
    kind,
    work: done.work,
    failed: done.failed ?? 0,
    seconds,
    perSecond: done.work / seconds,
    cpuMicroseconds: ((done.measuredSeconds ?? ownUsed) * 1e6) / done.work,
    othersShare: Math.max(0, others / (seconds * cpus().length)),
    ...(done.detail && { detail: done.detail }),
  };
}

/** A tally (计票): integers only, per poll, block and instrument. Made by one fold over the closed box. */

/** 票源: 扫码, 开放, 纸质, 导入 */
export type Source = "ticket" | "open" | "paper" | "import";

export type LeafTally =
  /** `counts` per option of the leaf, 不了解 included; `blank` = 弃权（未填） */
  | { readonly kind: "choice"; readonly counts: readonly number[]; readonly blank: number }
  | {
      readonly kind: "multi";
      /** Ballots that ticked the option. */
      readonly counts: readonly number[];
      readonly blank: number;
      /** Ballots with at least one option that is neither 没有发现 nor 不了解. */
      readonly reported: number;
    }
  | { readonly kind: "number"; readonly values: { readonly [value: string]: number }; readonly blank: number }
  | { readonly kind: "boolean"; readonly yes: number; readonly no: number; readonly blank: number }
  | { readonly kind: "text"; readonly written: number; readonly blank: number };

/** All ballots of one instrument in one block. `leaves` stands in the order of the frozen form. */
export interface BlockTally {
  readonly block: string;
  readonly ballots: number;
  readonly bySource: { readonly [source in Source]?: number };
  /** 有效票: at least one item rated. */
  readonly valid: number;
  readonly leaves: readonly LeafTally[];
  /** Ballots that chose the option at the same place throughout; absent in tallies of format 1. */
  readonly straightLined?: number;
  /** Ballots with the same answers, texts apart: size of a group → groups; absent in tallies of format 1. */
  readonly identical?: { readonly [size: string]: number };
}

export interface FormTally {
  readonly instrument: string;
  readonly digest: string;
  readonly blocks: readonly BlockTally[];
}

export interface PollTally {
  /** 2 counts straight-lined and identical ballots. */
  readonly formatVersion: 1 | 2;
  readonly poll: string;
  readonly forms: readonly FormTally[];
}

/** The JSON answers about other installations and what passes between them. */

import type { PollState } from "../../core/round/round.ts";

/** `GET /installations` */
export interface InstallationsAnswer {
  /** Fingerprint of this installation, 20 letters. */
  readonly own: string;
  /** In the order in which they were added. */
  readonly others: readonly {
    readonly fingerprint: string;
    readonly name: string;
    readonly trustedAtUtc: string;
    /** The office above this one: only its 模板包 are taken. */
    readonly isCity: boolean;
    /** Null while it is trusted. */
    readonly revoked: { readonly atUtc: string; readonly reason: string } | null;
  }[];
}

/** `POST /parcels` */
export type TakenAnswer =
  | {
      readonly kind: "task" | "sealed";
      readonly round: string;
      readonly title: string;
      readonly units: readonly string[];
    }
  | {
      readonly kind: "template";
      readonly title: string;
      readonly edition: number;
      /** Titles. */
      readonly forms: readonly string[];
      readonly schemes: readonly string[];
    }
  | {
      readonly kind: "result";
      readonly county: string;
      readonly title: string;
      readonly edition: number;
      readonly units: number;
    };

/** `POST /rounds/:round/parcels`, `…/parcels/reissue` */
export interface ParcelMadeAnswer {
  readonly id: string;
}

/** `GET /rounds/:round/parcels` */
export interface ReturnsAnswer {
  /** The task parcel that the round came in; null: it was made here. */
  readonly cameIn: { readonly group: string; readonly edition: number; readonly name: string } | null;
  /** In the order of the roster. */
  readonly groups: readonly {
    readonly group: string;
    readonly task: {
      readonly id: string;
      readonly edition: number;
      readonly atUtc: string;
      readonly name: string;
      readonly fingerprint: string;
      /** 交叉巡察: the other office, and whether it waits for the signature of this one; null: there is none. */
      readonly shared: { readonly name: string; readonly asksUs: boolean } | null;
      /** Every unit of it is still out: only then is it downloaded again, or authorised. */
      readonly isOut: boolean;
    } | null;
    readonly units: readonly {
      readonly id: string;
      readonly name: string;
      readonly state: PollState;
      readonly takenInAtUtc: string | null;
      readonly handedInAtUtc: string | null;
      /** It is awaited, and two people may declare it missing. */
      readonly mayBeMissing: boolean;
    }[];
  }[];
  /** Names of units on other installations, of the others that all wait for, and of those that were declared missing. */
  readonly away: readonly string[];
  readonly waiting: readonly string[];
  readonly missing: readonly string[];
  /** Installations that a task can be made for. */
  readonly trusted: readonly { readonly fingerprint: string; readonly name: string }[];
}

/** What a phone and the office store share, so that the phone can show codes (动态口令). */
export interface SecondFactor {
  /** Id of the account. */
  readonly account: string;
  /** Base32, in clear: a code can only be checked by whoever can make it. */
  readonly secret: string;
  /** Counts once a first code of it was right. */
  readonly isConfirmed: boolean;
  /** The step of 30 seconds since 1970 whose code was used last; no code of it or before it is taken again. */
  readonly lastStep: number | null;
}

export interface SecondFactors {
  of(account: string): Promise<SecondFactor | null>;
  all(): Promise<readonly SecondFactor[]>;
  /** Begins anew: whatever this account had is gone. */
  begin(account: string, secret: string): Promise<void>;
  confirm(account: string): Promise<void>;
  /**
   * Compares and sets in one statement, so that of several who bring the same code, in whatever process, one is told true.
   *
   * @returns false when a code of this step or a later one was used before, or there is no factor
   */
  use(account: string, step: number): Promise<boolean>;
  delete(account: string): Promise<void>;
  deleteAll(): Promise<void>;
}

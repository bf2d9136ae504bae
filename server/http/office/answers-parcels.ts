/** The JSON answers about other installations and what passes between them. */

/** `GET /installations` */
export interface InstallationsAnswer {
  /** Fingerprint of this installation, 20 letters. */
  readonly own: string;
  /** In the order in which they were added. */
  readonly others: readonly {
    readonly fingerprint: string;
    readonly name: string;
    readonly trustedAtUtc: string;
    /** Null while it is trusted. */
    readonly revoked: { readonly atUtc: string; readonly reason: string } | null;
  }[];
}

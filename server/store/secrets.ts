/** What a copy of one store leaves out: all rows of a table, or what stands in some of its columns. */
export interface Secrets {
  readonly [table: string]: "rows" | readonly string[];
}

/**
 * Private keys of polls that are not closed, their ballots, which nothing but these keys can bring to an end, and secrets of
 * phones: in a copy only when asked for.
 */
export const SECRETS = {
  box: { spent: "rows", ballots: "rows", texts: "rows" },
  roll: {
    signing_keys: ["private_pkcs8"],
    poll_keys: ["transport_private", "receipt_key"],
  },
  office: { second_factors: "rows" },
} as const satisfies { readonly [store: string]: Secrets };

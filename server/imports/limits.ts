/** Sizes beyond which an imported file is refused before more of it is read. */
export const LIMITS = {
  fileBytes: 10 * 1024 * 1024,
  /** Entries of the zip folder of a workbook. */
  entries: 500,
  /** All entries of a workbook together, unpacked. */
  unpackedBytes: 64 * 1024 * 1024,
  /** Unpacked ÷ packed of one entry above `ratioFromBytes`; deflate itself cannot exceed 1 032. */
  ratio: 200,
  ratioFromBytes: 1024 * 1024,
  rows: 100_000,
  columns: 256,
  cells: 2_000_000,
} as const;

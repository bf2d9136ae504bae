/** One backup, whole: a folder without a list is none. */
export interface BackupRow {
  /** Name of its folder; of one that another process made, where that is. */
  readonly name: string;
  readonly madeAtUtc: string;
  /** Without roll and box, whose size would tell the exact turnout of the moment, and closed files, whose size tells how much was written. */
  readonly bytes: number;
  /** With the private keys of polls that are not closed. */
  readonly hasKeys: boolean;
}

/** Where several processes make backups, each into a folder of its own machine. */
export interface BackupPlaces {
  /**
   * Tells the others which backups lie at a place now.
   *
   * @param place machine and folder
   * @returns these and those of all other places
   */
  tell(place: string, own: readonly BackupRow[]): Promise<readonly BackupRow[]>;
}

/** What posters say beside the telephone, as the office typed it; "" = not typed. @source texts.zh.md §8.1, §8.2 */
export interface PosterFields {
  /** 信箱, for letters. */
  readonly mailbox: string;
  /** 邮箱 */
  readonly email: string;
  /** 来访地点 */
  readonly visitAt: string;
  /** 巡察机构名称, below the public poster. */
  readonly signedBy: string;
  /** 日期 as people write it, below the public poster. */
  readonly signedOn: string;
}

export const NO_POSTER_FIELDS: PosterFields = {
  mailbox: "",
  email: "",
  visitAt: "",
  signedBy: "",
  signedOn: "",
};

/** Most characters of each; a way of reporting is one line of a poster. */
export const POSTER_CHARACTERS_MAX = {
  mailbox: 40,
  email: 50,
  visitAt: 40,
  signedBy: 30,
  signedOn: 20,
} as const satisfies Record<keyof PosterFields, number>;

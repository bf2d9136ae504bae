/** An office that shares a database with others. */
export interface RegisteredOffice {
  /** Short; its schemas, roles and folders are named after it. */
  readonly name: string;
  readonly title: string;
  /** `https://host`: whoever asks under this host is answered by this office. */
  readonly address: string;
}

export interface Box {
  readonly key: string;
}

export interface Box {
  readonly name: string;
}

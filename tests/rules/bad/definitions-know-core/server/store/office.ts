export interface Office {
  readonly name: string;
}

/** What an import would change, before it changes anything. */

/** One cell that would not be as it is; "" = nothing stands there. */
export interface FieldChange {
  readonly title: string;
  readonly from: string;
  readonly to: string;
}

/** What a table would change of one unit. */
export interface UnitChanges {
  readonly unit: string;
  /** None: everything stands there already. */
  readonly changes: readonly FieldChange[];
}

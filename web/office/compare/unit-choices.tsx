import type { ReactElement } from "react";
import { type CompareOrder, compare as text } from "../../text/console-compare.ts";
import { Choice } from "./choice.tsx";

interface UnitChoicesProps<Order extends CompareOrder> {
  readonly types: readonly string[];
  /** The unit type shown; null = all. */
  readonly only: string | null;
  readonly orders: readonly Order[];
  readonly by: Order;
  /** `unitType` "" = all. */
  readonly choose: (order: string, unitType: string) => void;
}

/** Which units of a round are shown, and in which order. */
export const UnitChoices = <Order extends CompareOrder>({
  types,
  only,
  orders,
  by,
  choose,
}: UnitChoicesProps<Order>): ReactElement => (
  <>
    <Choice
      label={text.unitType}
      value={only ?? ""}
      choices={[["", text.allTypes], ...types.map((one) => [one, one] as const)]}
      choose={(one) => choose(by, one)}
    />
    <Choice
      label={text.order}
      value={by}
      choices={orders.map((one) => [one, text.orders[one]] as const)}
      choose={(one) => choose(one, only ?? "")}
    />
  </>
);

import type { Taken } from "../../../services/parcel/take-parcel.ts";
import type { TakenAnswer } from "../answers-parcels.ts";

export function presentTaken(taken: Taken): TakenAnswer {
  if (taken.kind === "template") {
    const { kind, title, edition, forms, schemes } = taken;
    return { kind, title, edition, forms, schemes };
  }
  const { kind, round, title, units } = taken;
  return { kind, round, title, units };
}

import type { Taken } from "../../../services/parcel/take-parcel.ts";
import type { TakenAnswer } from "../answers-parcels.ts";

export function presentTaken(taken: Taken): TakenAnswer {
  if (taken.kind === "template") {
    const { kind, title, edition, forms, schemes } = taken;
    return { kind, title, edition, forms, schemes };
  }
  if (taken.kind === "result") {
    const { kind, county, title, edition, units } = taken;
    return { kind, county, title, edition, units };
  }
  const { kind, round, title, units } = taken;
  return { kind, round, title, units };
}

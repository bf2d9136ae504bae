import { saveUnits } from "../services/save-units.ts";

export const save = saveUnits;

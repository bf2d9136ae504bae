import { castBallot } from "../services/cast-ballot.ts";

export const cast = castBallot;

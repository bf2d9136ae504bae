import { z } from "zod";

export const plan = z.string();

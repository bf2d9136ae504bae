import { fixture } from "../../tests/fixture.ts";

export const used = fixture;

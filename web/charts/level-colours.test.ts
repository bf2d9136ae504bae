import { describe, expect, it } from "vitest";
import { contrast, levelColours } from "./level-colours.ts";

const light = {
  levels: ["#17527a", "#7fb2d0", "#e4dcc6", "#b2541a"],
  onLevels: ["#ffffff", "#12202a", "#12202a", "#ffffff"],
};

describe("levelColours", () => {
  it("gives four levels the four designed colours", () => {
    expect(levelColours(4, light).map(({ fill }) => fill)).toEqual(light.levels);
  });
  it("keeps the ends for fewer levels", () => {
    expect(levelColours(3, light).map(({ fill }) => fill)).toEqual(["#17527a", "#e4dcc6", "#b2541a"]);
    expect(levelColours(2, light).map(({ fill }) => fill)).toEqual(["#17527a", "#b2541a"]);
  });
  it("keeps the ends and differs at every step for more levels", () => {
    const seven = levelColours(7, light).map(({ fill }) => fill);
    expect([seven[0], seven[6]]).toEqual(["#17527a", "#b2541a"]);
    expect(new Set(seven).size).toBe(7);
  });
  it("writes on every mixed colour with an ink that can be read", () => {
    for (const { fill, text } of levelColours(7, light)) expect(contrast(fill, text)).toBeGreaterThan(4);
  });
});

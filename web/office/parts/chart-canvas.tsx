/** One Chart.js canvas: drawn again when the theme or the series changes. */
import { useEffect } from "react";
import type { ReactElement, RefObject } from "react";
import type { ChartConfiguration } from "chart.js";
import { Chart } from "../../charts/chart.ts";
import { readLook } from "../../charts/look.ts";
import type { Look } from "../../charts/look.ts";
import { useShownTheme } from "../theme.ts";

/** Any of our configurations; Chart.js itself tells them apart by `type`. */
export type Draw = (look: Look) => ChartConfiguration;

interface ChartCanvasProps {
  /** The main finding, for people who do not see the picture. */
  readonly name: string;
  readonly height: number;
  readonly draw: Draw;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
}

export function ChartCanvas({ name, height, draw, canvas }: ChartCanvasProps): ReactElement {
  const theme = useShownTheme();
  useEffect(() => {
    if (!canvas.current) return;
    const chart = new Chart(canvas.current, draw(readLook()));
    return () => chart.destroy();
  }, [theme, draw, canvas]);
  return (
    <div className="canvas" style={{ height }}>
      <canvas ref={canvas} role="img" aria-label={name} />
    </div>
  );
}

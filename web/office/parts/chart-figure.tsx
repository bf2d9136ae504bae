/** A chart with its caption, the same numbers as a table one press away, and a copy as a picture. */
import { useRef, useState } from "react";
import type { ReactElement, ReactNode } from "react";
import { charts as text } from "../../text/console-results.ts";
import { ChartCanvas } from "./chart-canvas.tsx";
import type { Draw } from "./chart-canvas.tsx";
import { copyChart } from "./copy-chart.ts";

interface ChartFigureProps {
  readonly title: string;
  readonly name: string;
  readonly height: number;
  readonly draw: Draw;
  /** Base and counting rule; stands under the chart and in the picture. */
  readonly caption: string;
  readonly table: ReactNode;
}

export function ChartFigure({ title, name, height, draw, caption, table }: ChartFigureProps): ReactElement {
  const [showsTable, setShowsTable] = useState(false);
  const [copied, setCopied] = useState("");
  const canvas = useRef<HTMLCanvasElement>(null);
  return (
    <figure className="figure">
      {showsTable ? (
        <div className="tablewrap">{table}</div>
      ) : (
        <ChartCanvas name={name} height={height} draw={draw} canvas={canvas} />
      )}
      <figcaption className="sub">
        {caption}
        <span className="no-print">
          <button type="button" className="link" onClick={() => setShowsTable(!showsTable)}>
            {showsTable ? text.chart : text.table}
          </button>
          {!showsTable && (
            <button
              type="button"
              className="link"
              onClick={async () => {
                if (!canvas.current) return;
                const how = await copyChart({
                  draw,
                  width: canvas.current.clientWidth,
                  height,
                  title,
                  caption,
                });
                setCopied(how === "copied" ? text.imageSaved : text.imageDownloaded);
              }}
            >
              {text.image}
            </button>
          )}
          <span role="status">{copied && ` ${copied}`}</span>
        </span>
      </figcaption>
    </figure>
  );
}

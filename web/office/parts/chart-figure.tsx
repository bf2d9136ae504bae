/** A chart with its caption, the same numbers as a table one press away, and a copy as a picture. */
import { useRef, useState } from "react";
import type { ReactElement, ReactNode } from "react";
import type { KeyEntry } from "../../charts/stacked-items.ts";
import { charts as text } from "../../text/console-results.ts";
import { ChartCanvas } from "./chart-canvas.tsx";
import type { Draw } from "./chart-canvas.tsx";
import { drawPicture, handOver } from "./draw-picture.ts";
import { printPicture } from "./print-picture.ts";

interface ChartFigureProps {
  readonly title: string;
  readonly name: string;
  readonly height: number;
  readonly draw: Draw;
  /** Base and counting rule; stands under the chart and in the picture. */
  readonly caption: string;
  readonly table: ReactNode;
  /** What the colours mean, for the picture; on the page it stands in the panel's head. */
  readonly pictureKey?: readonly KeyEntry[];
}

export function ChartFigure(props: ChartFigureProps): ReactElement {
  const { title, name, height, draw, caption, table, pictureKey: key = [] } = props;
  const [showsTable, setShowsTable] = useState(false);
  const [copied, setCopied] = useState("");
  const canvas = useRef<HTMLCanvasElement>(null);
  const pictureOf = ({ clientWidth: width }: HTMLCanvasElement): HTMLCanvasElement =>
    drawPicture({ draw, width, height, title, caption, key });
  return (
    <figure className="figure">
      {showsTable ? (
        <div className="tablewrap">{table}</div>
      ) : (
        <ChartCanvas name={name} height={height} draw={draw} canvas={canvas} />
      )}
      <figcaption className="sub">
        {caption}{" "}
        <span className="no-print">
          <button type="button" className="link" onClick={() => setShowsTable(!showsTable)}>
            {showsTable ? text.chart : text.table}
          </button>
          {!showsTable && (
            <>
              <button
                type="button"
                className="link"
                onClick={async () => {
                  if (!canvas.current) return;
                  const how = await handOver(pictureOf(canvas.current), title);
                  setCopied(how === "copied" ? text.imageSaved : text.imageDownloaded);
                }}
              >
                {text.image}
              </button>
              <button
                type="button"
                className="link"
                onClick={() => canvas.current && printPicture(pictureOf(canvas.current))}
              >
                {text.printImage}
              </button>
            </>
          )}
          <span role="status">{copied && ` ${copied}`}</span>
        </span>
      </figcaption>
    </figure>
  );
}

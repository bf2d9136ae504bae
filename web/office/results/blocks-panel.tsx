/** 分计票组: the blocks of each form; a unit with one block is 不分票种 and has nothing to compare. */
import { useMemo } from "react";
import type { ReactElement } from "react";
import type { ChartConfiguration } from "chart.js";
import { parseRatio, printRatio } from "../../../server/core/ratio.ts";
import type { BlockAnswer, FormAnswer, ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import {
  blockAxisStart,
  type BlockDot,
  blockDots,
  blockDotsConfig,
  blockDotsHeight,
  widestGap,
} from "../../charts/block-dots.ts";
import { blockMean } from "../../charts/block-means.ts";
import { charts as text } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";
import type { Draw } from "../parts/chart-canvas.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { WhyWithheld } from "../parts/withheld-box.tsx";

type WithBlocks = Exclude<FormAnswer, { level: "none" }>;

export function BlocksPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const all: readonly FormAnswer[] = results.forms;
  const forms = all.filter((form): form is WithBlocks => form.level !== "none");
  const dots = useMemo(() => blockDots(results.forms, text.blockDots), [results]);
  if (forms.length === 0) return null;
  const joined = forms.flatMap(({ blocks }) => blocks).filter(({ categories }) => categories.length > 1);
  const excluded = [...new Set(results.forms.flatMap((form) => form.excluded))];
  const names = [...new Set(joined.map(({ name }) => name))];
  const isPooled = forms.some(hasPooledBlock);
  return (
    <section className="panel">
      <header>
        <h2>{text.blocksTitle}</h2>
      </header>
      {dots.length === 0 && <BlocksTable forms={forms} />}
      <div className="in">
        {dots.length > 0 && (
          <BlocksFigure dots={dots} unit={results.unit.name} table={<BlocksTable forms={forms} />} />
        )}
        <p className="sub">
          {text.blocksCaption}
          {forms.some((form) => form.level === "tables" && form.scoring.rule === "questionnaire") &&
            text.blocksPositive}
          {names.length > 0 && text.joined(names.join("；"))}
          {excluded.map((name) => withheld.excluded(name, results.thresholds)).join("")}
          {isPooled && withheld.pooled(results.thresholds)}
        </p>
        {(names.length > 0 || excluded.length > 0 || isPooled) && <WhyWithheld />}
      </div>
    </section>
  );
}

const isScored = (form: WithBlocks): boolean => form.level !== "tables" || form.scoring.rule !== "none";

/** A block has no score of its own because some item was counted over all blocks together. */
const hasPooledBlock = (form: WithBlocks): boolean =>
  form.level === "tables" &&
  isScored(form) &&
  form.blocks.length > 1 &&
  form.blocks.some(({ id }) => blockMean(form, id) === null);

const nameOf = (dots: readonly BlockDot[]): string => {
  const gap = widestGap(dots);
  if (!gap) return text.blocksPlain;
  const { form, low, high } = gap;
  return text.blocksName(form, low.label, low.printed ?? "", high.label, high.printed ?? "");
};

interface BlocksFigureProps {
  readonly dots: readonly BlockDot[];
  readonly unit: string;
  readonly table: ReactElement;
}

function BlocksFigure({ dots, unit, table }: BlocksFigureProps): ReactElement {
  const draw = useMemo<Draw>(
    () => (look) => blockDotsConfig(dots, look, { withheld: withheld.cell }) as ChartConfiguration,
    [dots],
  );
  return (
    <ChartFigure
      title={`${unit}　${text.blocksTitle}`}
      name={nameOf(dots)}
      height={blockDotsHeight(dots)}
      draw={draw}
      caption={text.blocksChart(blockAxisStart(dots))}
      table={table}
    />
  );
}

const BlocksTable = ({ forms }: { readonly forms: readonly WithBlocks[] }): ReactElement => (
  <div className="scroll">
    <table className="t spanned blocks">
      <caption className="sr">{text.blocksTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{text.blockColumns.form}</th>
          <th scope="col">{text.blockColumns.block}</th>
          <th scope="col" className="num">
            {text.blockColumns.ballots}
          </th>
          <th scope="col" className="num">
            {text.blockColumns.weight}
          </th>
          <th scope="col" className="num">
            {text.blockColumns.mean}
          </th>
        </tr>
      </thead>
      <tbody>
        {forms.map((form) => (
          <FormBlocks key={form.instrument} form={form} />
        ))}
      </tbody>
    </table>
  </div>
);

function FormBlocks({ form }: { readonly form: WithBlocks }): ReactElement {
  const isOne = form.blocks.length <= 1;
  const blocks = isOne ? [] : form.blocks;
  return (
    <>
      <tr className="all">
        <th scope="row" rowSpan={blocks.length + 1}>
          {form.shortTitle}
        </th>
        <td>{isOne ? text.oneBlock : text.all}</td>
        <td className="num">{form.ballots}</td>
        <td />
        <td className="num">{form.score?.printed ?? "—"}</td>
      </tr>
      {blocks.map((block) => (
        <BlockRow key={block.id} block={block} form={form} />
      ))}
    </>
  );
}

function BlockRow({ block, form }: { readonly block: BlockAnswer; readonly form: WithBlocks }): ReactElement {
  const mean = form.level === "tables" ? blockMean(form, block.id) : null;
  return (
    <tr>
      <td className="wrap">{block.name}</td>
      <td className="num">{block.ballots}</td>
      <td className="num muted">
        {block.isOutside ? text.outsideBlock : text.percent(printRatio(parseRatio(block.weight), 0))}
      </td>
      {mean === null && isScored(form) ? (
        <td className="withheld num">
          <span>{withheld.cell}</span>
        </td>
      ) : (
        <td className="num">{mean ?? "—"}</td>
      )}
    </tr>
  );
}

/** 分计票组: the blocks of each form; a unit with one block is 不分票种 and has nothing to compare. */
import type { ReactElement } from "react";
import { parseRatio, printRatio } from "../../../server/core/ratio.ts";
import type { BlockAnswer, FormAnswer, ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { blockMean } from "../../charts/block-means.ts";
import { charts as text } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";
import { WhyWithheld } from "../parts/withheld-box.tsx";

type WithBlocks = Exclude<FormAnswer, { level: "none" }>;

export function BlocksPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const all: readonly FormAnswer[] = results.forms;
  const forms = all.filter((form): form is WithBlocks => form.level !== "none");
  if (forms.length === 0) return null;
  const joined = forms.flatMap(({ blocks }) => blocks).filter(({ categories }) => categories.length > 1);
  const excluded = [...new Set(results.forms.flatMap((form) => form.excluded))];
  const names = [...new Set(joined.map(({ name }) => name))];
  return (
    <section className="panel">
      <header>
        <h2>{text.blocksTitle}</h2>
      </header>
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
      <div className="in">
        <p className="sub">
          {text.blocksCaption}
          {forms.some((form) => form.level === "tables" && form.scoring.rule === "questionnaire") &&
            text.blocksPositive}
          {names.length > 0 && text.joined(names.join("；"))}
          {excluded.map((name) => withheld.excluded(name, results.thresholds)).join("")}
        </p>
        {(names.length > 0 || excluded.length > 0) && <WhyWithheld />}
      </div>
    </section>
  );
}

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
      {mean === null ? (
        <td className="withheld num">
          <span>{withheld.cell}</span>
        </td>
      ) : (
        <td className="num">{mean}</td>
      )}
    </tr>
  );
}

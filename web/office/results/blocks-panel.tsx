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
  const forms = results.forms.filter((form): form is WithBlocks => form.level !== "none");
  if (forms.length === 0) return null;
  const joined = forms.flatMap(({ blocks }) => blocks).filter(({ categories }) => categories.length > 1);
  const excluded = [...new Set(results.forms.flatMap((form) => form.excluded))];
  const names = [...new Set(joined.map(({ name }) => name))];
  return (
    <section className="panel">
      <header>
        <h2>{text.blocksTitle}</h2>
      </header>
      <div className="in">
        {forms.map((form) => (
          <FormBlocks key={form.instrument} form={form} />
        ))}
        <p className="sub">
          {text.blocksCaption}
          {names.length > 0 && text.joined(names.join("；"))}
          {excluded.map((name) => withheld.excluded(name)).join("")}
        </p>
        {(names.length > 0 || excluded.length > 0) && <WhyWithheld />}
      </div>
    </section>
  );
}

function FormBlocks({ form }: { readonly form: WithBlocks }): ReactElement {
  const isOne = form.blocks.filter(({ isOutside }) => !isOutside).length <= 1;
  return (
    <>
      <h3 className="sub">{form.shortTitle}</h3>
      <div className="cats">
        <div>
          {text.all}
          <b>{form.score?.printed ?? "—"}</b>
          <span className="sub">{text.ballots(form.ballots)}</span>
        </div>
        {(!isOne || form.blocks.some(({ isOutside }) => isOutside)) &&
          form.blocks.map((block) => <Block key={block.id} block={block} form={form} />)}
      </div>
    </>
  );
}

function Block({ block, form }: { readonly block: BlockAnswer; readonly form: WithBlocks }): ReactElement {
  const mean = form.level === "tables" ? blockMean(form, block.id) : null;
  return (
    <div>
      {block.name}
      <b>{mean ?? "—"}</b>
      <span className="sub">
        {text.ballots(block.ballots)}
        {block.isOutside ? text.outsideBlock : text.blockWeight(printRatio(parseRatio(block.weight), 0))}
      </span>
    </div>
  );
}

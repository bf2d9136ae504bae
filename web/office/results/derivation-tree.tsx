/** The derivation as a tree table: every row that can be opened is a real button. */
import { useEffect, useRef } from "react";
import type { CSSProperties, ReactElement } from "react";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { derivation as text } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";
import { Arrow } from "../parts/icons.tsx";
import { WithheldReasons } from "../parts/withheld-box.tsx";
import { CountsRow } from "./counts-row.tsx";
import { deriveScore } from "./derivation.ts";
import type { DerivationNode } from "./derivation.ts";
import { canOpen, openableIds, type Opened, openedBy, placeOf } from "./opened-place.ts";

interface DerivationTreeProps {
  readonly results: ResultsAnswer;
  /** What stands open, of the address. */
  readonly place: string | null;
  readonly goTo: (place: string) => void;
}

export function DerivationTree({ results, place, goTo }: DerivationTreeProps): ReactElement {
  const nodes = deriveScore(results);
  const opened = openedBy(nodes, place);
  const all = openableIds(nodes);
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    // After the page itself has gone to its top.
    const frame = requestAnimationFrame(() => {
      const row = table.current?.querySelector(".marked");
      row?.scrollIntoView({ block: "center" });
      row?.querySelector("button")?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [place]);
  const isAll = opened.open.size === all.length;
  const toggle = (id: string): void => {
    const next = new Set(opened.open);
    if (!next.delete(id)) next.add(id);
    goTo(placeOf(nodes, next));
  };
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
        <span className="sub">
          {text.hint}{" "}
          <button
            type="button"
            className="link no-print"
            onClick={() => goTo(placeOf(nodes, new Set(isAll ? [] : all)))}
          >
            {isAll ? text.none : text.all}
          </button>
        </span>
      </header>
      <div className="scroll">
        <table className="t tree" ref={table}>
          <caption className="sr">{text.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{text.columns.indicator}</th>
              <th scope="col" className="num">
                {text.columns.value}
              </th>
              <th scope="col" className="num">
                {text.columns.weight}
              </th>
              <th scope="col" className="num">
                {text.columns.earned}
              </th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(nodes, 0, opened, toggle, results)}
            <Adjustments results={results} />
          </tbody>
        </table>
        <WithheldReasons sentences={reasonsOf(nodes, opened, results)} />
      </div>
    </section>
  );
}

/** Why rows that stand open say 人数少，不予显示. */
function reasonsOf(
  nodes: readonly DerivationNode[],
  opened: Opened,
  results: ResultsAnswer,
): readonly string[] {
  const { forms, thresholds, score } = results;
  return nodes.flatMap(({ id, missing, children }) => {
    const below = opened.open.has(id) ? reasonsOf(children, opened, results) : [];
    if (missing === "too-few-valid") return [withheld.item(thresholds), ...below];
    if (missing !== "withheld") return below;
    const part = score.parts.find((one) => one.id === id);
    const form = forms.find(({ instrument }) => instrument === part?.instrument);
    return [form ? withheld.form(form, forms, thresholds) : withheld.unit(thresholds), ...below];
  });
}

function rowsOf(
  nodes: readonly DerivationNode[],
  depth: number,
  opened: Opened,
  toggle: (id: string) => void,
  results: ResultsAnswer,
): readonly ReactElement[] {
  return nodes.flatMap((node) => {
    const isOpen = opened.open.has(node.id);
    const isMarked = opened.marked.has(node.id);
    const rows = [
      <NodeRow key={node.id} node={node} depth={depth} isOpen={isOpen} isMarked={isMarked} toggle={toggle} />,
    ];
    if (!isOpen) return rows;
    if (node.item) {
      rows.push(<CountsRow key={`${node.id}/counts`} item={node.item} depth={depth + 1} results={results} />);
    }
    return [...rows, ...rowsOf(node.children, depth + 1, opened, toggle, results)];
  });
}

interface NodeRowProps {
  readonly node: DerivationNode;
  readonly depth: number;
  readonly isOpen: boolean;
  readonly isMarked: boolean;
  readonly toggle: (id: string) => void;
}

function NodeRow({ node, depth, isOpen, isMarked, toggle }: NodeRowProps): ReactElement {
  const indent = { "--d": depth } as CSSProperties;
  return (
    <tr className={`${depth === 0 ? "l0" : ""} ${isMarked ? "marked" : ""}`}>
      <td style={indent}>
        {canOpen(node) ? (
          <button type="button" aria-expanded={isOpen} onClick={() => toggle(node.id)}>
            <Arrow />
            {node.title}
          </button>
        ) : (
          <span className="leaf">{node.title}</span>
        )}
      </td>
      {node.missing === null ? (
        <>
          <td className="num">{node.value}</td>
          <td className="num muted">{node.weight}</td>
          <td className="num">{node.earned}</td>
        </>
      ) : node.missing === "withheld" || node.missing === "too-few-valid" ? (
        <td className="withheld num" colSpan={3}>
          <span>{text.missing[node.missing]}</span>
        </td>
      ) : (
        <>
          <td className="num muted">{text.missing[node.missing]}</td>
          <td className="num muted">{node.weight}</td>
          <td className="num">—</td>
        </>
      )}
    </tr>
  );
}

function Adjustments({ results }: { readonly results: ResultsAnswer }): ReactElement {
  const { deductions, bonus, total } = results.score;
  return (
    <>
      {deductions.map(({ points, reason }, index) => (
        <AdjustmentRow key={`deduction-${index}`} title={text.deduction(reason)} points={`−${points}`} />
      ))}
      {bonus.map(({ points, reason }, index) => (
        <AdjustmentRow key={`bonus-${index}`} title={text.bonus(reason)} points={`+${points}`} />
      ))}
      {total && (
        <tr className="sum">
          <td colSpan={3}>
            <span className="leaf">{text.total}</span>
          </td>
          <td className="num">{total.printed}</td>
        </tr>
      )}
    </>
  );
}

const AdjustmentRow = ({
  title,
  points,
}: {
  readonly title: string;
  readonly points: string;
}): ReactElement => (
  <tr className="l0">
    <td colSpan={3}>
      <span className="leaf">{title}</span>
    </td>
    <td className="num">{points}</td>
  </tr>
);

/** The measured process of B10: writes a grade table of many units, and sheets of many tickets, as the product does. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { gradeTableSteps } from "../../server/core/documents/grade-table-document.ts";
import { sealSteps } from "../../server/core/documents/seal-document.ts";
import { parseRatio, ZERO } from "../../server/core/ratio.ts";
import type { GradeRow } from "../../server/core/results/grade-table.ts";
import { DEFAULT_THRESHOLDS } from "../../server/core/round/round.ts";
import { streamDocument } from "../../server/exports/document-files.ts";
import { streamTicketSheet } from "../../server/exports/ticket-sheet-pdf.ts";
import { inSlices } from "../../server/services/documents/in-slices.ts";
import { answerParent } from "./child.ts";
import { peakBytes } from "./peak-memory.ts";

export interface Written {
  readonly seconds: number;
  /** Longest time for which the event loop was held. */
  readonly blockSeconds: number;
  readonly bytes: number;
  /** How much more memory the process has taken at most than it had before. */
  readonly grownBytes: number;
}

const PARTS = [
  { id: "team", title: "领导班子民主测评", points: 20 },
  { id: "members", title: "班子成员民主测评", points: 10 },
  { id: "questionnaire", title: "问卷调查", points: 20 },
  { id: "judgement", title: "巡察组政治生态研判", points: 30 },
  { id: "supervision", title: "监督情况", points: 20 },
];
const VALUES = ["89.895", "89.8", "90.8", "86", "92"].map((value) => ({
  value: parseRatio(value),
  leftOut: null,
}));

const rowOf = (at: number): GradeRow => ({
  unit: { id: `u${at}`, name: `某某县第${at}机关党组`, unitType: "县直", group: "县委第二巡察组" },
  poll: "p1",
  eligible: 60,
  returned: 55,
  valid: 54,
  level: "tables",
  withdrawn: null,
  values: VALUES,
  deducted: parseRatio("1.5"),
  added: ZERO,
  total: parseRatio("87.815"),
  printed: "87.82",
  opinion: parseRatio("90"),
  computed: "较好",
  proposed: "较好",
  approved: null,
  notes: [],
});

/** From the rows of the results to the last byte of the workbook. */
async function* gradeTable(units: number): AsyncIterable<Uint8Array> {
  const content = await inSlices(
    gradeTableSteps({
      round: "十五届县委第三轮巡察",
      scheme: { title: "政治生态评估办法", version: "2026.1", digest: "0f3a9c1d".repeat(8) },
      parts: PARTS,
      grades: [
        { grade: "良好", from: 90 },
        { grade: "较好", from: 75 },
        { grade: "较差", from: 0 },
      ],
      rows: Array.from({ length: units }, (_, at) => rowOf(at)),
      scales: [],
      open: [],
      thresholds: DEFAULT_THRESHOLDS,
      isPlain: false,
      sheetDigest: null,
    }),
  );
  yield* streamDocument(await inSlices(sealSteps(content, "2026-11-28")), "xlsx");
}

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeOf = (slip: number): string =>
  Array.from({ length: 20 }, (_, at) => LETTERS[(slip * 11 + at * 7 + slip * at) % 32]).join("");

function tickets(count: number): AsyncIterable<Uint8Array> {
  const codes = Array.from({ length: count }, (_, slip) => codeOf(slip));
  return streamTicketSheet({
    round: "十五届县委第三轮巡察",
    unit: "县水利局党组",
    place: 0,
    wireless: null,
    setUp: "online",
    isEncrypted: true,
    size: "normal",
    fewerForms: [],
    batch: { name: "中层干部、其他干部职工", categories: ["B", "C"] },
    fingerprint: "4F7A91C2ABCDEFGHJKMN",
    address: "https://zs.example.gov.cn",
    forms: 3,
    openUntil: "2026年11月27日 18:00",
    codes,
    urls: codes.map((code) => `https://zs.example.gov.cn/v#${code}.4F7A91C2ABCDEFGHJKMN`),
  });
}

async function written(make: () => AsyncIterable<Uint8Array>): Promise<Written> {
  const before = process.memoryUsage.rss();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const from = performance.now();
  let bytes = 0;
  delay.enable();
  for await (const chunk of make()) bytes += chunk.length;
  delay.disable();
  const seconds = (performance.now() - from) / 1000;
  // The process of the bench starts anew for this, so its greatest size is the size while it wrote.
  const grownBytes = Math.max(0, peakBytes() - before);
  return { seconds, blockSeconds: delay.max / 1e9, bytes, grownBytes };
}

answerParent(null, {
  xlsx: (units) => written(() => gradeTable(units)),
  tickets: (count) => written(() => tickets(count)),
  stop: async () => null,
});

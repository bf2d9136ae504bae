/** What the operator may watch: the process, never the people. No count of anything that respondents do. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Hono } from "hono";
import type { PollState } from "../core/round/round.ts";
import { checkReadiness } from "../services/check-readiness.ts";
import type { Deps } from "../services/deps.ts";

/** Memory is told in whole ones, rounded down. */
const MEMORY_STEP_BYTES = 16 * 1024 * 1024;

const STATES: readonly PollState[] = [
  "draft",
  "away",
  "sealed",
  "open",
  "paused",
  "closing",
  "sealing",
  "counted",
  "closed",
  "invalid",
  "destroyed",
  "void",
];

/**
 * Prometheus text at `/metrics`, an app of its own for a port of its own that only this machine reaches.
 *
 * Memory and CPU in bytes and seconds, delays of the event loop in seconds over the time since the last look, polls per
 * state (acts of the office), readiness. Redeems, casts, requests and refusals of phones are not counted: a number that
 * moves with each ballot would be the live counter that the product does not have. What the process uses is told in steps
 * that one person's answer is far below: memory in 16 MiB (a ballot is a few KiB), CPU in ten seconds (a signature takes a
 * thousandth of one), delays in tenths of a second.
 *
 * @param look what the offices of the process are found to be
 */
export function metricsApp(look: () => Promise<readonly Looked[]>) {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return new Hono().get("/metrics", async (c) => {
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const offices = await look();
    const named = offices.filter(({ office }) => office !== null);
    const lines = [
      ...gauge("plumbline_ready", "1 when all stores answer", [
        ["", offices.every(({ isReady }) => isReady) ? 1 : 0],
      ]),
      ...(named.length === 0
        ? []
        : gauge(
            "plumbline_office_ready",
            "1 when the stores of this office answer",
            named.map(({ office, isReady }) => [labels({ office }), isReady ? 1 : 0] as const),
          )),
      ...gauge("plumbline_uptime_seconds", "since the start", [["", process.uptime()]]),
      ...gauge("plumbline_resident_bytes", "memory of the process", [["", stepsOf(rss, MEMORY_STEP_BYTES)]]),
      ...gauge("plumbline_heap_used_bytes", "memory of the JavaScript heap", [
        ["", stepsOf(heapUsed, MEMORY_STEP_BYTES)],
      ]),
      ...gauge("plumbline_cpu_seconds", "CPU time since the start", [
        ["", 10 * Math.floor((user + system) / 1e7)],
      ]),
      ...gauge("plumbline_event_loop_delay_seconds", "since the last look", [
        ['{quantile="0.5"}', Math.floor(delay.percentile(50) / 1e8) / 10],
        ['{quantile="0.99"}', Math.floor(delay.percentile(99) / 1e8) / 10],
      ]),
      ...gauge(
        "plumbline_polls",
        "polls by state",
        offices.flatMap(({ polls }) => polls),
      ),
    ];
    delay.reset();
    return c.text(`${lines.join("\n")}\n`, 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
    });
  });
}

const stepsOf = (value: number, step: number): number => step * Math.floor(value / step);

type Value = readonly [labels: string, value: number];

export interface Looked {
  /** Its short name; null where the process serves one. */
  readonly office: string | null;
  readonly isReady: boolean;
  readonly polls: readonly Value[];
}

/**
 * One office that does not answer does not hide the others: it is not ready, and has no polls.
 *
 * @param deps null while it is not open
 */
export async function lookAt(office: string | null, deps: Deps | null): Promise<Looked> {
  const absent: Looked = { office, isReady: false, polls: [] };
  if (deps === null || !(await checkReadiness(deps))) return absent;
  return pollsByState(office, deps).then(
    (polls) => ({ office, isReady: true, polls }),
    () => absent,
  );
}

function gauge(name: string, help: string, values: readonly Value[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([of, value]) => `${name}${of} ${value}`),
  ];
}

/** Names and states have no letter that would have to be escaped. */
const labels = (of: Readonly<Record<string, string | null>>): string =>
  `{${Object.entries(of)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}="${value}"`]))
    .join(",")}}`;

async function pollsByState(name: string | null, { office }: Deps): Promise<readonly Value[]> {
  const rows = await office.inTransaction((transaction) => transaction.pollsInState(STATES));
  return STATES.map((state) => [
    labels({ office: name, state }),
    rows.filter((row) => row.state === state && !row.isRehearsal).length,
  ]);
}

/** What the operator may watch: the process, never the people. No count of anything that respondents do. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Hono } from "hono";
import type { PollState } from "../core/round/round.ts";
import { checkReadiness } from "../services/check-readiness.ts";
import type { Deps } from "../services/deps.ts";

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
 * moves with each ballot would be the live counter that the product does not have. CPU is told in whole tens of seconds:
 * a signature takes a thousandth.
 */
export function metricsApp(deps: Deps) {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return new Hono().get("/metrics", async (c) => {
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const lines = [
      ...gauge("plumbline_ready", "1 when all stores answer", [["", (await checkReadiness(deps)) ? 1 : 0]]),
      ...gauge("plumbline_uptime_seconds", "since the start", [["", process.uptime()]]),
      ...gauge("plumbline_resident_bytes", "memory of the process", [["", rss]]),
      ...gauge("plumbline_heap_used_bytes", "memory of the JavaScript heap", [["", heapUsed]]),
      ...gauge("plumbline_cpu_seconds", "CPU time since the start", [
        ["", 10 * Math.floor((user + system) / 1e7)],
      ]),
      ...gauge("plumbline_event_loop_delay_seconds", "since the last look", [
        ['{quantile="0.5"}', delay.percentile(50) / 1e9],
        ['{quantile="0.99"}', delay.percentile(99) / 1e9],
      ]),
      ...gauge("plumbline_polls", "polls by state", await pollsByState(deps)),
    ];
    delay.reset();
    return c.text(`${lines.join("\n")}\n`, 200, { "content-type": "text/plain; version=0.0.4" });
  });
}

function gauge(name: string, help: string, values: readonly (readonly [string, number])[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}

async function pollsByState({ office }: Deps): Promise<[string, number][]> {
  const rows = await office.inTransaction((transaction) => transaction.pollsInState(STATES));
  return STATES.map((state) => [
    `{state="${state}"}`,
    rows.filter((row) => row.state === state && !row.isRehearsal).length,
  ]);
}

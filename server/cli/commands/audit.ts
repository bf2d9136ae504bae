import type { Command } from "commander";
import { presentAudit } from "../../http/office/audit/present-audit.ts";
import { readAudit } from "../../services/read-audit.ts";
import { auditText } from "../../../web/text/audit.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";

export function addAuditCommands(program: Command): void {
  program
    .command("audit")
    .description("操作记录，连同校验结果")
    .option("--json", "输出 JSON")
    .action((output) =>
      withServices(async (deps) => {
        const record = await readAudit(deps);
        const {
          source: _,
          carried: __,
          ...answer
        } = presentAudit(record, { before: null, count: record.rows.length, filter: {} }, []);
        const { verdict } = answer;
        if (!verdict.ok) process.exitCode = 1;
        print(output, { ...answer, lines: answer.lines.toReversed() }, () =>
          [
            ...answer.lines
              .toReversed()
              .map(({ sequence, atUtc, who, act, about, name, ...line }) =>
                [
                  sequence,
                  atUtc,
                  auditText.who(who),
                  auditText.act(act),
                  name ?? auditText.about(about),
                  auditText.line(line),
                ].join("　"),
              ),
            verdict.ok ? auditText.good(answer.total) : auditText.bad(verdict.sequence),
          ].join("\n"),
        );
      }),
    );
}

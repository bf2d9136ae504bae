import { describe, expect, it } from "vitest";
import type { ProblemCode } from "../../server/core/problem.ts";
import { explainProblem, problemLine, problems } from "./problems.ts";
import { refusals } from "./refusals.ts";
import { answerFaultLine } from "./problems-phone.ts";

/** Facts that carry a recognisable value wherever a text may use one. */
const FACTS = {
  bytesMax: 65536,
  reason: "原因文字",
  seconds: 30,
  state: "paused",
  wanted: ["open", "sealed"],
  eligible: 4,
  floor: 5,
  digest: "ab",
  questions: [{ question: "t01", title: "廉洁自律", reason: "required" }],
  faults: [{ path: "items.t01", row: 3, column: "类型", found: "x", sentence: "要改" }],
  id: "form-x",
  version: "2026.1-1",
  options: ["甲"],
  categories: ["E"],
  roles: ["auditor"],
  status: null,
  waitSeconds: 8,
  port: 8080,
  file: "box.db",
  folder: "data",
  found: 9,
  rehearsals: 2,
  stacks: 2,
  keyed: 3,
  differences: 3,
  known: 2,
};

/** Where a code means something else by the same word. */
const OWN_FACTS: { readonly [code in ProblemCode]?: object } = {
  "account.code-refused": { reason: "wrong" },
  "account.own-code": { reason: "used" },
  "account.enrolment": { state: "none" },
  "parcel.refused": { reason: "unknown-signer", found: "7K3M9QXD7K3M9QXD7K3M" },
  "parcel.findings": { findings: [{ unit: "县水利局党组", finding: "altered", difference: "tally" }] },
  "parcel.empty": { reason: "none-away" },
  "round.fixed": { group: "县委第一巡察组" },
  "round.kept": { until: "2036-11-29T08:00:00.000Z" },
  "volume.differs": { differences: 2, units: ["县水利局党组"] },
  "round.incomplete": { units: ["县水利局党组"] },
  "labels.from-template": { id: "c", title: "五个方面", issuer: "市委巡察办" },
  "definition.from-template": { title: "领导班子民主测评表", issuer: "市委巡察办" },
  "template.incomplete": { scheme: "政治生态评估办法", forms: ["leadership-team"] },
  "installation.not-city": { name: "一组的笔记本" },
  "result.not-final": { reason: "grades", units: ["县水利局党组"] },
  "parcel.shared": {},
  "parcel.unwritten": { file: "/media/优盘/任务包.zip", kind: "task", parcel: "0a1b2c3d" },
  "parcel.one-task": { name: "一组的笔记本", group: "县委第一巡察组" },
  "installation.known": { name: "一组的笔记本", isRevoked: false },
  "assessment.frozen": { state: "proposed" },
  "review.wrong-state": { state: "entry", wanted: ["proposed", "judged"] },
  "ticket.bag-full": { limit: 15 },
  "round.not-archivable": { reason: "polls", units: ["县水利局"] },
  "round.setting-missing": { forms: ["整改满意度表"] },
  "database.upgrade": { schema: "office" },
  "database.clock": { seconds: 312 },
  "database.settings": { settings: [{ name: "fsync", found: "off", wanted: "on" }] },
  "database.log-kept": { settings: [{ name: "pg_replication_slots", found: "1", wanted: "0" }] },
  "review.grade": { reason: "too-far" },
  "review.not-ready": { gaps: [{ code: "judgement", titles: ["工作作风"] }, { code: "judged" }] },
};

describe("problems", () => {
  it.each(Object.keys(problems) as ProblemCode[])("%s says what, why and what to do, in Chinese", (code) => {
    const notice = explainProblem(
      { code, facts: { ...FACTS, ...OWN_FACTS[code] } },
      { unit: "县水利局", contactPhone: "12345" },
    );
    for (const text of [notice.title, notice.reason, notice.action]) {
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(text).not.toMatch(/undefined|NaN|\[object|。。|：。/);
    }
    expect(notice.title).not.toMatch(/。$/);
    expect(notice.action).toMatch(/。$/);
  });

  it("names unit and telephone where it knows them, and reads well without", () => {
    const body = { code: "poll.closed", facts: { state: "closed" } };
    expect(explainProblem(body, { unit: "县水利局", contactPhone: "12345" })).toEqual({
      title: "已经结束",
      reason: "县水利局的测评已经结束并封存。",
      action: "没有赶上的，可以向巡察组当面或来电反映：12345。",
    });
    const at = new Date(2026, 10, 27, 18, 5).toISOString();
    expect(
      explainProblem({ ...body, facts: { ...body.facts, endedAtUtc: at } }, { unit: "县水利局" }).reason,
    ).toBe("县水利局的测评已于 2026年11月27日 18:05 结束并封存。");
    expect(explainProblem(body).action).toBe("没有赶上的，可以向巡察组当面或来电反映。");
  });

  it("tells paused and closing apart from not begun", () => {
    const title = (state: string) => explainProblem({ code: "poll.not-open", facts: { state } }).title;
    expect([title("sealed"), title("paused"), title("closing")]).toEqual([
      "还没有开始",
      "暂停一会儿",
      "正在封存",
    ]);
  });

  it("tells who comes while a poll closes who may still submit, and what the others can do", () => {
    const { reason, action } = refusals.closing(4, { contactPhone: "12345" });
    expect(reason).toBe("不再接收新的填写；已经开始的还可以在 4 分钟内提交。");
    expect(action).toBe("已经开始的，请尽快提交。没有赶上的，可以向巡察组当面或来电反映：12345。");
    const late = explainProblem({ code: "poll.closed", facts: { state: "closing" } });
    expect(late.reason).toBe("不再接收新的填写；已经开始的还可以在几分钟内提交。");
  });

  it("says of an unknown code that the poll may be over: a closed poll knows no codes", () => {
    expect(explainProblem({ code: "ticket.unknown" }).reason).toBe(
      "可能没有扫全、输错了一两位，或者测评已经结束（封存后码即失效）。",
    );
  });

  it("speaks of the tablet, not of the person's phone, on the group's tablet", () => {
    const kiosk = { isKiosk: true };
    for (const [code, facts] of [
      ["poll.not-open", { state: "paused" }],
      ["network.no-answer", { status: null }],
      ["network.no-answer", { status: 500 }],
      ["store.storage-full", {}],
    ] as const) {
      const { title, reason, action } = explainProblem({ code, facts }, kiosk);
      expect(title + reason + action).not.toMatch(/手机|微信/);
    }
  });

  it.each(["ticket.used-elsewhere", "ticket.voided", "ticket.unknown", "ticket.malformed"])(
    "%s speaks at the desk that exchanges the slip of somebody else, and on the phone to who scanned it",
    (code) => {
      const desk = problemLine({ code });
      expect(desk).not.toMatch(/您|工作人员/);
      expect(desk).toMatch(/本人|再输一次/);
      const { title, reason, action } = explainProblem({ code });
      expect(`${title}。${reason}${action}`).not.toBe(desk);
    },
  );

  it("tells the desk of a slip that was scanned nothing but that: not whether anything was handed in, or when", () => {
    const desk = problemLine({ code: "ticket.used-elsewhere" });
    expect(desk).toContain("不能换");
    expect(desk).not.toMatch(/填完|提交|已收到|份|时间|分钟/);
  });

  it("has a sentence for a code it does not know, and takes no code from a prototype", () => {
    expect(explainProblem({ code: "no.such" }).title).toBe("出了点问题");
    expect(explainProblem({ code: "constructor" }).title).toBe("出了点问题");
  });

  it("says of each setting of the database what it weakens", () => {
    const settings = [
      { name: "log_statement", found: "all", wanted: "none" },
      { name: "pgaudit.role", found: "auditor", wanted: "" },
      { name: "fsync", found: "off", wanted: "on" },
      { name: "archive_mode", found: "on", wanted: "off" },
      { name: "wal_recycle", found: "on", wanted: "off" },
    ];
    expect(explainProblem({ code: "database.settings", facts: { settings } }).reason).toBe(
      "数据库现在的设置不行：数据库的日志会写下每次领码、提交的时间和先后（log_statement 现在是 all，应为 none；pgaudit.role 现在是 auditor，应为空）；" +
        "断电时会丢失已经收下的内容（fsync 现在是 off，应为 on）；" +
        "封存以后，数据库的改动日志里还留着填写的先后（archive_mode 现在是 on，应为 off；wal_recycle 现在是 on，应为 off）。",
    );
  });

  it("says what keeps the log of changes at a close, and that it goes on by itself", () => {
    const settings = [{ name: "pg_replication_slots", found: "1", wanted: "0" }];
    expect(problemLine({ code: "database.log-kept", facts: { settings } })).toBe(
      "这一步还没有做完。封存以后，数据库的改动日志里还留着填写的先后（pg_replication_slots 现在是 1，应为 0），所以还不能算做完；已经收下的都在。" +
        "请数据库管理员照着改好（复制槽，还有没写进 DATABASE_STANDBYS 却在读这份日志的备库和程序，都要去掉；停着的备库要开起来）；改好以后系统会自己接着做完，什么也不会丢。",
    );
    const away = { name: "pg_stat_wal_receiver", found: "none", wanted: "streaming", standby: "db2:5432" };
    expect(explainProblem({ code: "database.log-kept", facts: { settings: [away] } }).reason).toBe(
      "备库没有跟上，它那里的改动日志清不掉（备库 db2:5432 的 pg_stat_wal_receiver 现在是 none，应为 streaming），所以还不能算做完；已经收下的都在。",
    );
  });

  it("lists at most five faults and counts the rest", () => {
    const faults = Array.from({ length: 7 }, (_, i) => ({
      row: i + 2,
      column: "类型",
      found: "",
      sentence: "要改",
    }));
    const { title, reason } = explainProblem({ code: "roster.invalid", facts: { faults } });
    expect(title).toBe("名册有 7 处要改，全部未导入");
    expect(reason).toMatch(/第 6 行「类型」：要改；另有 2 处。$/);
  });

  it("fits one line for the command line", () => {
    expect(problemLine({ code: "account.refused", facts: { waitSeconds: 0 } })).toBe(
      "没有登录。用户名或密码不对。请核对后再试。",
    );
  });
});

describe("answerFaultLine", () => {
  it("names the question as the person saw it", () => {
    expect(answerFaultLine({ question: "t01", title: "廉洁自律", reason: "required" })).toBe(
      "廉洁自律：这一题还没有选，请选一项",
    );
  });
});

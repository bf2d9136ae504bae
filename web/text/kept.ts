import { DEFAULT_THRESHOLDS } from "../../server/core/round/round.ts";
import { kiosk } from "./kiosk.ts";
import type { SetUp, Thresholds } from "../../server/core/round/round.ts";

export interface KeptSection {
  readonly title: string;
  readonly lines: readonly string[];
}

export interface KeptFacts {
  readonly setUp: SetUp;
  readonly source: "ticket" | "open";
  /** Whether the page came by https. */
  readonly isEncrypted: boolean;
  /** The group's tablet: no scanner app, no network of the person's choosing. */
  readonly isKiosk?: boolean;
  /** 试填: wiped afterwards, in no list. */
  readonly isRehearsal?: boolean;
  readonly thresholds?: Thresholds;
}

/** 我们记什么、不记什么, made of the set-up that is active. @source texts.zh.md §7 */
export function kept(facts: KeptFacts): readonly KeptSection[] {
  const hasTickets = facts.source === "ticket";
  const limits = facts.thresholds ?? DEFAULT_THRESHOLDS;
  return [
    { title: "系统记下的", lines: recorded(hasTickets, facts) },
    { title: "系统不记的", lines: notRecorded(hasTickets) },
    { title: "怎么做到的", lines: means(hasTickets, facts) },
    {
      title: "什么时候看得到结果",
      lines: [
        "封存前，谁都看不到，只看得到大约收了多少份（按 5 份一档）。",
        ...(hasTickets ? ["填纸质表的，由两人分别录入、核对：录入的人看得到纸面内容，看不出是谁填的。"] : []),
        hasTickets
          ? `封存后，只看汇总。不足 ${limits.floor} 份不统计；不足 ${limits.table} 份，每张表只有一个得分，不显示各档票数和文字。`
          : `封存后，只看汇总，并注明“开放二维码”。不足 ${limits.table} 份，不显示各档票数和文字。`,
      ],
    },
    { title: "我们防不了的，也如实告诉您", lines: [...limitsOfIt(hasTickets, facts)] },
    { title: "怎么核对", lines: [facts.isRehearsal === true ? rehearsed : checking] },
  ];
}

function recorded(hasTickets: boolean, { isKiosk }: KeptFacts): readonly string[] {
  const proof = "证明“收到一份”的凭证（与填写内容分开存放，不相连）。";
  const answers = "您选的选项和写的文字，以及属于哪个计票组（不记先后，封存时打乱重排）。";
  const office = "工作人员在后台做过什么（谁、什么时间、做了什么）。";
  if (hasTickets) return ["这张码有没有用过（不记什么时候用的）。", answers, proof, office];
  const mark = "“这部手机填过了”的记号。只留在手机上，不发给服务器，清理浏览器后就没有了。";
  return [answers, proof, ...(isKiosk ? [] : [mark]), office];
}

function notRecorded(hasTickets: boolean): readonly string[] {
  const always = ["您的姓名、电话、微信、网络地址、手机型号。", "您什么时候打开、什么时候提交、填了多久。"];
  return hasTickets ? [...always, "哪张码对应哪份答卷。"] : always;
}

function means(hasTickets: boolean, facts: KeptFacts): readonly string[] {
  const device = facts.isKiosk ? "平板" : "手机";
  const lines = hasTickets
    ? [
        "码在纸上打乱，由您自己抽，没有人知道您抽到哪一张。",
        `${facts.isKiosk ? "平板" : "您的手机"}用码换一张“盲章”凭证。好比隔着复写纸盖章：盖章的人知道给您盖过，却看不到盖在哪一张上。`,
        "封存时，答卷打乱重排，盖章用的钥匙销毁。",
      ]
    : ["封存时，答卷打乱重排。"];
  const way = [
    !facts.isEncrypted && `网页本身未加密；您的答卷在${device}上先加密，再发给巡察组的电脑。`,
    facts.setUp === "onsite" && !facts.isKiosk && "请只连巡察组自带的无线网。",
  ];
  const said = way.filter((part) => part !== false).join("");
  return said === "" ? lines : [...lines, said];
}

function* limitsOfIt(hasTickets: boolean, { setUp, isKiosk }: KeptFacts): Generator<string> {
  yield "旁边的人看您的屏幕。";
  yield "您在文字里写了只有您知道的事。";
  yield "大家选得一模一样。";
  if (!hasTickets) yield "不能保证没有人重复填写。";
  if (hasTickets) {
    yield "封存以前，有人同时拿到您用过的领码纸和服务器里的数据。所以请自己撕掉领码纸。";
  }
  if (isKiosk) yield kiosk.trust;
  else if (setUp === "online") {
    const seen = hasTickets ? "这个网址和码" : "这个网址";
    yield (
      `用微信“扫一扫”时，微信可能知道您打开过${seen}；微信里的网页，我们也管不到微信看得到什么。` +
        "介意的话，请用手机相机或浏览器扫，用自己的流量，不连单位无线网。"
    );
  }
  yield hasTickets ? "有人换掉了整套程序。核对码能发现换了钥匙，发现不了改了程序。" : "有人换掉了整套程序。";
}

const rehearsed = "这是演练：填的内容不进入统计，演练完全部清除，没有清单。";

const checking =
  "封存后，用回执码在清单里找得到您的那一份。" +
  "统计可以由有权调阅封存数据的人用公开的方法重算，结果应当一字不差。";

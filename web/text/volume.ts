/** 归档包: what stands in it for people, and what command line and console say about it. */
export const volumeText = {
  documents: "材料",
  readmeFile: "说明.txt",
  reportFile: "核验报告.txt",
  /** What a person reads first, years later, without this product. */
  readme: (title: string, madeOn: string): string =>
    [
      `${title}　归档包（一轮一卷）`,
      `${madeOn} 制作`,
      "",
      "本卷内有逐份答卷（不含身份、时间，次序已打乱），只供有权核对的人使用，按保管规定存放，不得公布，不得上网。",
      "",
      "一、里面有什么",
      "材料/　　　　　　　本轮全部材料：归档目录（卷内目录）、等次汇总表、各单位汇总表、登记表、推导表等，不附文字意见",
      "forms/　　　　　　 冻结的各份表单，一份一个文件；文件的 SHA-256 就是材料上印的表单校验码",
      "scheme/　　　　　　冻结的评估办法；文件的 SHA-256 就是材料上印的办法校验码",
      "closed/　　　　　　封存文件，一次测评一个（SQLite 格式，公开的标准）",
      "office.json　　　　轮次设置、名册、录入的研判和监督情况、等次的各步决定",
      "audit.json　　　　 操作记录，到本轮最后一条为止，逐条相扣",
      "sheet.json　　　　 结果单；文件的 SHA-256 就是签字表上的结果单校验码",
      "核验报告.txt、verify.json　制作时重数一遍的结果",
      "plumbline-verify.mjs　核验程序，只有一个文件",
      "manifest.json　　　清单：以上每个文件的大小和 SHA-256；它自己的 SHA-256 就是归档包校验码",
      "signature　　　　　制作这一卷的电脑对清单的签名（Ed25519，64 字节）",
      "SHA256SUMS　　　　 同样的校验码，供 sha256sum 使用",
      "",
      "二、怎样核对：两种办法都不用安装准绳，也不用联网",
      "1. 文件有没有缺、有没有改：在本文件夹里运行 sha256sum -c --quiet SHA256SUMS，没有输出就是一致；",
      "   再运行 sha256sum manifest.json，与卷上抄下的归档包校验码对照。",
      "   Windows 上用 certutil -hashfile 文件名 SHA256 逐个对照。",
      "2. 答卷、得分、等次对不对：装有 Node.js（20 或更新）的电脑上，在本文件夹里运行",
      "   node plumbline-verify.mjs --sheet 签字表上的结果单校验码",
      "   它先对照清单和签名，再重数全部答卷、重算得分和等次，不写任何文件。",
      "",
      "三、能证明什么",
      "对上卷上抄下的归档包校验码和签字表上的结果单校验码，说明卷里的每个文件都是制作时的那一份。",
      "只跑核验、不对校验码，只能说明这些文件互不矛盾。封存以前答卷有没有被换过，这里看不出来。",
      "",
    ].join("\n"),
  making: (done: number, of: number) => `归档包：各单位材料 ${done}/${of}`,
  made: (place: string, files: number, digest: string, fingerprint: string) =>
    [
      `归档包已写到 ${place}（${files} 个文件）`,
      `归档包校验码　${digest}`,
      `签名的电脑　　${fingerprint}`,
      "请把校验码和指纹抄在卷上。内有逐份答卷（不含身份），按保管规定存放，不得公布。",
    ].join("\n"),
  endings: (endings: readonly string[]) =>
    `--out 的文件名要以 ${endings.map((one) => `.${one}`).join("、")} 结尾`,
  destroyed: (
    record: {
      readonly title: string;
      readonly destroyedAtUtc: string;
      readonly by: string;
      readonly second: string | null;
      readonly reason: string;
      readonly keepDays: number;
      readonly files: readonly { readonly unit: string; readonly digest: string }[];
      readonly volumes: readonly {
        readonly place: string;
        readonly digest: string;
        readonly isDestroyed: boolean;
      }[];
      readonly backups: readonly string[];
      readonly digest: string;
      readonly checksum: string;
    },
    file: string | null,
  ) =>
    [
      `${record.title}　销毁记录`,
      `世界协调时 ${record.destroyedAtUtc.slice(0, 16).replace("T", " ")}，${record.second === null ? record.by : `${record.by}、${record.second}`} 决定；归档以后保管了 ${record.keepDays} 天`,
      `理由　${record.reason}`,
      ...record.files.map(({ unit, digest }) => `销毁的封存文件　${unit}　${digest}`),
      ...record.volumes.map(
        ({ place, digest, isDestroyed }) =>
          `归档包　${digest}　${place}（${isDestroyed ? "一并销毁" : "写在别处，不在销毁之内"}）`,
      ),
      ...record.backups.map((name) => `还有本轮答卷的备份，请逐个销毁　${name}`),
      `销毁记录校验码　${record.digest}`,
      `本材料校验码　　${record.checksum}`,
      ...(file === null ? [] : [`写好了：${file}`]),
    ].join("\n"),
  none: "这一轮还没有做过归档包。",
  line: (day: string, place: string, digest: string, isHere: boolean) =>
    `${day}　${digest}　${place}${isHere ? "" : "（不在本机归档文件夹里）"}`,
} as const;

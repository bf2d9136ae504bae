/** Looks of the page of the portable folder; colours as in the console. */
export const START_STYLE = `
body { margin: 0; background: #f4f6f8; color: #12202a;
  font: 400 15px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 28px 20px 40px; }
h1 { font-size: 24px; margin: 0 0 16px; }
h2 { font-size: 17px; margin: 0 0 12px; display: flex; gap: 12px; align-items: baseline; }
h2 span { font-size: 14px; font-weight: 400; }
h2 .again { margin-left: auto; font-size: 14px; font-weight: 400; color: #1d5670; }
p { margin: 0 0 8px; }
.panel { background: #fff; border: 1px solid #dbe2e7; border-radius: 8px; padding: 20px; margin: 0 0 16px; }
.address { display: flex; gap: 24px; align-items: center; }
.code { width: 208px; flex: none; border: 1px solid #dbe2e7; border-radius: 6px; overflow: hidden; }
.code svg { display: block; width: 100%; }
.big { font-size: 24px; font-weight: 600; line-height: 1.4; overflow-wrap: anywhere; }
.quiet { color: #52646f; font-size: 14px; overflow-wrap: anywhere; }
.button { display: inline-block; margin-top: 6px; padding: 8px 20px; border-radius: 6px; background: #1d5670;
  color: #fff; text-decoration: none; }
table { border-collapse: collapse; width: 100%; }
tr + tr { border-top: 1px solid #e8edf0; }
td, th { padding: 9px 12px 9px 0; text-align: left; vertical-align: top; font-weight: 400; }
th { width: 11em; font-weight: 600; }
td:first-child { width: 5.5em; }
.mark { display: inline-block; min-width: 3.6em; padding: 1px 8px; border-radius: 4px; text-align: center; font-size: 13px; }
.mark.good { background: #e3f1e7; color: #155c2e; }
.mark.look { background: #fdf1d8; color: #6b4700; }
.mark.bad { background: #fbe3e1; color: #94201a; font-weight: 600; }
.mark.ask { background: #e8edf0; color: #33454f; }
.good { color: #155c2e; } .bad { color: #94201a; } .act { color: #52646f; }
@media (max-width: 640px) { .address { display: block; } .code { margin-bottom: 12px; } }`;

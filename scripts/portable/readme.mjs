/**
 * The sheet that lies in a portable folder.
 *
 * @param target one of `TARGETS`
 */
export function readme({ scripts }, version, nodeVersion) {
  const [start, command] = Object.values(scripts);
  const isWindows = start.endsWith(".cmd");
  const lines = [
    `准绳 ${version}　便携文件夹（${isWindows ? "Windows 64 位" : "Linux"}，自带 Node ${nodeVersion}）`,
    "",
    "一、启动",
    isWindows
      ? `双击“${start}”。不用安装，不用管理员权限，不用接外网。防火墙询问时，选“允许访问”，勾选“专用网络”。`
      : `打开终端，运行 sh ${start}。不用安装，不用管理员权限，不用接外网。`,
    "先接好自带的路由器，再启动：窗口和浏览器里会显示手机打开的网址、二维码和自检结果。",
    "第一次启动，窗口里显示两个管理员账号的初始密码，只显示这一次，请马上记下，登录后修改。",
    "",
    "二、数据",
    "数据放在本文件夹的 data 里，备份放在 data-backups 里。要放到别处的：",
    isWindows
      ? `  在命令行运行 ${start} D:\\测评数据；或者启动前设置 PLUMBLINE_DATA。`
      : `  sh ${start} /home/用户/测评数据；或者启动前设置 PLUMBLINE_DATA。`,
    "U 盘要加密，用完收好；不要放进网盘、同步盘的文件夹。换新版本时，把 data 和 data-backups 移到新的文件夹里。",
    "",
    "三、停止",
    "退出后台的登录，在启动的窗口按 Ctrl+C，窗口结束了再拔 U 盘。突然断电、拔掉的，再启动一次就接着做，已经显示“已收到”的不会丢。",
    "",
    "四、命令行",
    `停止以后可以用命令行，例如备份：${isWindows ? command : `sh ${command}`} backup 备份文件夹。`,
    "",
    "五、网址、端口",
    isWindows
      ? `端口默认 8080。被占用的，用记事本打开“${start}”，去掉 set PORT 前面的 rem，改成别的端口。`
      : `端口默认 8080。被占用的，运行 PORT=8081 sh ${start}。`,
    "印在领码纸上的网址是启动时这台电脑在网络里的第一个地址；有几个网络的，设置 PLUMBLINE_URL 写明用哪一个。印出以后，电脑的地址不能变：请在路由器上固定。",
    "",
  ];
  return lines.join(isWindows ? "\r\n" : "\n");
}

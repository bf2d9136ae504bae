/** The big screen of a meeting room. It asks once a minute, shows what it last knew when nobody answers, leads nowhere. */
import type { ScreenAnswer } from "../../server/http/office/answers-screen.ts";
import { screenText as text } from "../text/screen.ts";
import { drawScreen } from "./draw-screen.ts";

const EVERY_MS = 60_000;

const place = document.getElementById("screen")!;
let shown: ScreenAnswer | null = null;

async function look(): Promise<void> {
  const [poll = "", pass = ""] = location.hash.slice(1).split(".");
  try {
    const response = await fetch(`/api/screens/${encodeURIComponent(poll)}`, {
      headers: { "X-Plumbline-Pass": encodeURIComponent(pass) },
      cache: "no-store",
      credentials: "omit",
    });
    if (response.ok) {
      shown = (await response.json()) as ScreenAnswer;
      place.replaceChildren(...drawScreen(shown, ""));
    } else if (response.status < 500) say(text.gone);
    else say(text.lost);
  } catch {
    say(text.lost);
  }
}

/** Nothing jumps up in front of the room: the sentence takes the place of a line at the foot. */
function say(sentence: string): void {
  if (shown) place.replaceChildren(...drawScreen(shown, sentence));
  else place.textContent = sentence;
}

addEventListener("hashchange", () => void look());
setInterval(() => void look(), EVERY_MS);
void look();

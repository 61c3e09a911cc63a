import wifiOff from "icon:wifi-off";
import { useContext, useEffect, useState } from "preact/hooks";
import { hourOf } from "../pages/dates.js";
import { Icon } from "../pages/icon.js";
import type { ConnectionState } from "../pages/live.js";
import { lang } from "../pages/words.js";
import { say } from "./desk-words.js";
import { Who } from "./press.js";

const NOTICE_MS = 6_000;

export interface Connected {
  connection: { state: ConnectionState; since: Date };
  caughtUp?: number | null;
}

/** What stands over every page of the desk: where one is, whether it is current, in which language, and who works. */
export function Top(connected: Connected) {
  return (
    <header class="top">
      <a class="home" href={`/desk${location.search}`}>
        Kết Nghĩa <span>{say.desk}</span>
      </a>
      <Connection {...connected} />
      <OtherLanguage />
      <SignedIn />
    </header>
  );
}

function Connection({ connection: { state, since }, caughtUp = null }: Connected) {
  const isFresh = useForAWhile(since);
  const text = { connecting: say.connecting, live: say.live, lost: say.lost(hourOf(since)) }[state];
  const isBack = state === "live" && caughtUp !== null && isFresh;
  return (
    <p class="connection" data-state={state} role="status">
      {state === "lost" && <Icon svg={wifiOff} />}
      {isBack ? say.caughtUp(caughtUp) : text}
    </p>
  );
}

/** True for some seconds after each new value. */
function useForAWhile(value: unknown): boolean {
  const [over, setOver] = useState<unknown>(null);
  useEffect(() => {
    const timer = setTimeout(() => setOver(value), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return over !== value;
}

function OtherLanguage() {
  const other = new URLSearchParams(location.search);
  other.set("lang", lang === "vi" ? "en" : "vi");
  return (
    <a class="language" href={`?${other}`} lang={lang === "vi" ? "en" : "vi"}>
      {lang === "vi" ? "English" : "Tiếng Việt"}
    </a>
  );
}

function SignedIn() {
  const session = useContext(Who);
  if (session.viewer === null) return null;
  const { name, role, localities } = session.viewer;
  const places = role === "OFFICER" ? localities.map((each) => each.name) : [];
  return (
    <p class="who">
      <span>
        <strong>{name}</strong>
        <small>{[say[role], ...places].join(" · ")}</small>
      </span>
      <button type="button" class="quiet" data-action="sign-out" onClick={() => session.signOut()}>
        {say.signOut}
      </button>
    </p>
  );
}

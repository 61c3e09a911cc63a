import wifiOff from "icon:wifi-off";
import { useContext } from "preact/hooks";
import { hourOf } from "../pages/dates.js";
import { Icon } from "../pages/icon.js";
import type { ConnectionState } from "../pages/live.js";
import { useForAWhile } from "../pages/use-for-a-while.js";
import { lang } from "../pages/words.js";
import { say } from "./desk-words.js";
import { Who } from "./press.js";

export interface Connected {
  /** Null where there is nothing to be connected to. */
  connection: { state: ConnectionState; since: Date } | null;
  caughtUp?: number | null;
}

/** What stands over every page of the desk: where one is, whether it is current, in which language, and who works. */
export function Top({ connection, caughtUp = null }: Connected) {
  return (
    <header class="top">
      <a class="home" href={`/desk${location.search}`}>
        Kết Nghĩa <span>{say.desk}</span>
      </a>
      {connection ? <Connection {...connection} caughtUp={caughtUp} /> : <p class="connection" />}
      <OtherLanguage />
      <SignedIn />
    </header>
  );
}

function Connection({ state, since, caughtUp }: { state: ConnectionState; since: Date; caughtUp: number | null }) {
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

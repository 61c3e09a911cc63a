import wifiOff from "icon:wifi-off";
import { useEffect, useState } from "preact/hooks";
import { hourOf } from "../pages/dates.js";
import { Icon } from "../pages/icon.js";
import { useForAWhile } from "../pages/use-for-a-while.js";
import { Clamped } from "./clamped.js";
import type { Room } from "./room.js";
import { say } from "./screen-words.js";

const MOST_PLACES = 3;

/** One line: the meeting, who meets, the connection, the clock. */
export function Header({ room }: { room: Room }) {
  const meeting = room.meetingIfKnown();
  return (
    <header>
      <Clamped as="h1" text={meeting?.state === "IN_SESSION" ? meeting.title : "Kết Nghĩa"} lines={1} />
      <p class="localities">{meeting && placesOf(meeting.localities.map(({ name }) => name))}</p>
      {typeof room.meeting === "string" ? <p class="connection" /> : <Connection room={room} />}
      <Clock />
    </header>
  );
}

/** The first few by name; where all of a region meet, the others are counted. */
function placesOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_PLACES).join(" · ");
  return names.length > MOST_PLACES ? `${shown} +${names.length - MOST_PLACES}` : shown;
}

function Connection({ room: { connection, caughtUp } }: { room: Room }) {
  const { state, since } = connection;
  const isFresh = useForAWhile(since);
  if (state === "connecting") return <p class="connection">{say.connecting}</p>;
  if (state === "lost") {
    return (
      <p class="connection cut" role="alert">
        <Icon svg={wifiOff} />
        {say.lost(hourOf(since))}
      </p>
    );
  }
  return (
    <p class="connection" role="status">
      {caughtUp !== null && isFresh ? <strong>{say.caughtUp(caughtUp)}</strong> : say.live}
    </p>
  );
}

function Clock() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <time class="clock">{hourOf(now)}</time>;
}

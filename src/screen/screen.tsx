import { After } from "./after.js";
import { Before } from "./before.js";
import { BoardRows } from "./board-rows.js";
import { Current, Latest } from "./current.js";
import { Foot } from "./foot.js";
import { Header } from "./header.js";
import type { Room } from "./room.js";
import { say } from "./screen-words.js";

/** What the room sees, by the state of the meeting. */
export function Screen({ room }: { room: Room }) {
  return (
    <>
      <Header room={room} />
      <Middle room={room} />
    </>
  );
}

function Waiting({ what, hint }: { what: string; hint: string }) {
  return (
    <main class="waiting">
      <p>{what}</p>
      <p class="hint">{hint}</p>
    </main>
  );
}

function Middle({ room }: { room: Room }) {
  const { meeting, connection } = room;
  if (meeting === null) return <main class="waiting">{connection.state !== "live" && <p>{say.connecting}</p>}</main>;
  if (meeting === "unknown") return <Waiting what={say.notFound} hint={say.notFoundHint} />;
  if (meeting === "closed to us") return <Waiting what={say.notForUs} hint={say.notForUsHint} />;
  if (meeting.state === "SCHEDULED") return <Before meeting={meeting} />;
  if (meeting.state === "CLOSED") return <After room={room} meeting={meeting} />;
  return (
    <>
      <main class="session">
        <div>
          <Current room={room} meeting={meeting} />
          <Latest room={room} />
        </div>
        <BoardRows room={room} />
      </main>
      <Foot room={room} />
    </>
  );
}

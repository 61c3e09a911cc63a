import { After } from "./after.js";
import { Before } from "./before.js";
import { Board } from "./board.js";
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

function Middle({ room }: { room: Room }) {
  const { meeting, connection } = room;
  if (meeting === null) return <main class="waiting">{connection.state !== "live" && <p>{say.connecting}</p>}</main>;
  if (meeting === "unknown") {
    return (
      <main class="waiting">
        <p>{say.notFound}</p>
        <p class="hint">{say.notFoundHint}</p>
      </main>
    );
  }
  if (meeting.state === "SCHEDULED") return <Before meeting={meeting} />;
  if (meeting.state === "CLOSED") return <After meeting={meeting} isLive={connection.state === "live"} />;
  return (
    <>
      <main class="session">
        <div>
          <Current room={room} meeting={meeting} />
          <Latest room={room} />
        </div>
        <Board room={room} />
      </main>
      <Foot room={room} />
    </>
  );
}

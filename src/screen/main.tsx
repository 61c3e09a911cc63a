import "../pages/fonts.js";
import "../pages/theme.css";
import "./frame.css";
import "./other-states.css";
import { render } from "preact";
import { dress } from "../pages/words.js";
import { Choose } from "./choose.js";
import { follow } from "./follow.js";
import { Room } from "./room.js";
import { Screen } from "./screen.js";

dress();
const [, , meeting] = location.pathname.split("/");
if (meeting) open(decodeURIComponent(meeting));
else render(<Choose />, document.body);

/** Shows a meeting. Many changes at once are one rendering. */
function open(id: string): void {
  let isDue = false;
  const draw = () => {
    isDue = false;
    document.body.dataset.connection = room.connection.state;
    document.title = room.meetingIfKnown()?.title ?? "Kết Nghĩa";
    render(<Screen room={room} />, document.body);
  };
  const room = new Room(() => {
    if (!isDue) setTimeout(draw);
    isDue = true;
  });
  follow(room, id);
}

import { StatusSign } from "../pages/icon.js";
import { Parties } from "../pages/parties.js";
import { lang } from "../pages/words.js";
import { Clamped } from "./clamped.js";
import { Due } from "./due.js";
import type { RowFragment as Row } from "./graphql.generated.js";
import type { Room } from "./room.js";
import { say } from "./screen-words.js";
import { usePages } from "./use-pages.js";
import "./board.css";

interface Group {
  name: string;
  rows: Row[];
}

/** All commitments on the table by sector; what does not fit comes by itself, page by page. */
export function BoardRows({ room }: { room: Room }) {
  const groups = groupsOf([...room.rows.values()]);
  const { ref, page, count, stride, continued } = usePages(room);
  const goingOn = continued[page];
  const currentId = room.currentRow()?.id;
  return (
    <section class="board">
      <p class="eyebrow">
        <span>{goingOn ? say.continued(goingOn) : say.board(room.rows.size, room.total)}</span>
        {count > 1 && <span>{say.page(page + 1, count)}</span>}
      </p>
      <div class="window">
        <div class="pages" ref={ref} style={{ translate: `${-page * stride}px 0` }}>
          {groups.map(({ name, rows }) => (
            <section key={name} data-group={name}>
              <h3>{name}</h3>
              {rows.map((row) => (
                <BoardRow key={row.id} row={row} isCurrent={row.id === currentId} />
              ))}
            </section>
          ))}
        </div>
      </div>
    </section>
  );
}

function BoardRow({ row, isCurrent }: { row: Row; isCurrent: boolean }) {
  return (
    <article data-commitment={row.id} data-status={row.status}>
      <StatusSign status={row.status} />
      <Clamped class={isCurrent ? "title now" : "title"} text={row.title} lines={2} />
      <p class="between">
        <Parties {...row} />
        <Due {...row} />
      </p>
    </article>
  );
}

function groupsOf(rows: readonly Row[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const [sector] = row.sectors;
    const { key, name } = sector?.parent ?? sector ?? { key: "", name: say.otherSectors };
    const group = groups.get(key) ?? { name, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  const inOrder = new Intl.Collator(lang).compare;
  return [...groups.values()].sort((one, other) => inOrder(one.name, other.name));
}

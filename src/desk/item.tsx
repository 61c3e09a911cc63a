import ellipsis from "icon:ellipsis";
import { useEffect, useRef } from "preact/hooks";
import { Act } from "./act.js";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import { Field, Form, typed } from "./form.js";
import {
  type DeskMeetingFragment as Meeting,
  MoveAgendaItemDocument,
  type PointFragment as Point,
  RemoveAgendaItemDocument,
  UpdateAgendaItemDocument,
} from "./graphql.generated.js";
import { Opening } from "./opening.js";
import { type Send, usePress } from "./press.js";
import { turnTo } from "./turn-to.js";

interface Props {
  desk: Desk;
  meeting: Meeting;
  item: Point;
  index: number;
  /** Whether the agenda may be changed. */
  may: boolean;
  isCurrent: boolean;
  isNear: boolean;
}

/** One point of the agenda: its title turns the meeting to it; the rest is a touch away. */
export function Item({ isCurrent, isNear, ...of }: Props) {
  const { item, may } = of;
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent && line.current) bringIntoSight(line.current);
  }, [isCurrent, of.index]);
  return (
    <li
      ref={line}
      data-item={item.id}
      aria-current={isCurrent ? "true" : undefined}
      class={isNear ? "near" : undefined}
    >
      <span class="place">{item.place}</span>
      <Title {...of} isCurrent={isCurrent} />
      <Opening action="tools" class="icon-button" icon={ellipsis} label={say.tools(item.title)} may={may}>
        {(close) => <Tools {...of} close={close} />}
      </Opening>
    </li>
  );
}

/** Scrolls the agenda alone, where it has not all the room it needs: the page stays as it is. */
function bringIntoSight(line: HTMLElement): void {
  const agenda = line.closest(".agenda");
  if (agenda === null || getComputedStyle(agenda).overflowY !== "auto") return;
  const [inner, outer] = [line.getBoundingClientRect(), agenda.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    agenda.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
}

function Title({ desk, meeting, item, may, isCurrent }: Omit<Props, "isNear" | "index">) {
  const { version, state } = meeting;
  const words = (
    <span>
      {item.title} {item.commitment && <small>{item.commitment.reference}</small>}
    </span>
  );
  if (!may || state !== "IN_SESSION" || isCurrent) return <p class="title">{words}</p>;
  return (
    <Act action="focus" class="title" of={version} run={turnTo(desk, meeting, item.id)}>
      <span class="aloud">{say.focus}</span>
      {words}
    </Act>
  );
}

type ToolsProps = Omit<Props, "isCurrent" | "isNear"> & { close(): void };

function Tools({ desk, meeting, item, index, close }: ToolsProps) {
  const { agenda, version: expectedVersion } = meeting;
  const moveAfter = (place: number) => async (send: Send) => {
    const input = { id: item.id, afterId: agenda[place]?.id ?? null, expectedVersion };
    desk.takeMeeting((await send(MoveAgendaItemDocument, input)).moveAgendaItem.meeting);
  };
  return (
    <>
      <div class="tools">
        {index > 0 && (
          <Act action="up" of={expectedVersion} run={moveAfter(index - 2)}>
            {say.up}
          </Act>
        )}
        {index < agenda.length - 1 && (
          <Act action="down" of={expectedVersion} run={moveAfter(index + 1)}>
            {say.down}
          </Act>
        )}
        <Act
          action="remove"
          of={expectedVersion}
          run={async (send) => {
            const { removeAgendaItem } = await send(RemoveAgendaItemDocument, { id: item.id, expectedVersion });
            desk.takeMeeting(removeAgendaItem.meeting);
          }}
        >
          {say.remove}
        </Act>
      </div>
      <Rename {...{ desk, meeting, item, close }} />
    </>
  );
}

function Rename({ desk, meeting, item, close }: Pick<ToolsProps, "desk" | "meeting" | "item" | "close">) {
  const { send } = usePress();
  const rename = async (fields: FormData) => {
    const input = { id: item.id, title: typed(fields, "title"), titleEn: typed(fields, "titleEn") ?? null };
    const newest = { expectedVersion: meeting.version };
    const { updateAgendaItem } = await send(UpdateAgendaItemDocument, input, newest);
    desk.takeMeeting(updateAgendaItem.meeting);
    close();
  };
  return (
    <Form submit={say.rename} send={rename} onClose={close}>
      <Field name="title" label={say.title} value={item.vietnamese} required />
      <Field name="titleEn" label={say.titleEn} value={item.english === item.vietnamese ? "" : item.english} />
    </Form>
  );
}

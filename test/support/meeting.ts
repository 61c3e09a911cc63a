import type { Answer } from "./http.js";
import type { Person } from "./register.js";
import { type Asked, done, mutationOf } from "./sent.js";

const MEETING = `meeting { id key version state openedAt closedAt currentItem { id title } agenda { id place title commitment { id } } }`;
const ITEM = `item { id place title discussedAt commitment { id reference } initiative { key } }`;
const GIVES_ITEM = /^(focus|create|update|move)AgendaItem$/;

/** What happens in a conference room, by the name of the mutation. */
export function inRoom(register: Asked, mutation: string, input: object, as?: Person): Promise<Answer> {
  const payload = GIVES_ITEM.test(mutation) ? `${MEETING} ${ITEM}` : MEETING;
  return register.ask(mutationOf(mutation, payload), { input }, as);
}

/** The same, where a refusal fails the story. */
export async function doneInRoom(register: Asked, mutation: string, input: object, as: Person = "hanoi") {
  return done(await inRoom(register, mutation, input, as))[mutation];
}

/** A meeting hosted by Hà Nội with Quảng Nam, with items of these titles. */
export async function meetingWith(register: Asked, titles: string[], changes: object = {}, as?: Person): Promise<any> {
  const input = {
    ...{ title: "Rà soát cam kết Hà Nội – Quảng Nam", kind: "REVIEW", hostId: "ha-noi", localityIds: ["quang-nam"] },
    ...changes,
  };
  let { meeting } = await doneInRoom(register, "createMeeting", input, as);
  for (const title of titles)
    meeting = (await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, title })).meeting;
  return meeting;
}

import type { Answer } from "./http.js";
import type { Person, Register } from "./register.js";

const MEETING = `id key version state openedAt closedAt currentItem { id title } agenda { id place title commitment { id } }`;
const ITEM = `meeting { ${MEETING} } item { id place title discussedAt commitment { id reference } initiative { key } }`;

/** A register that can be asked as a person of the story. */
type Asked = Pick<Register, "ask">;

/** What happens in a conference room, by the name of the mutation. */
const MUTATIONS: Record<string, string> = {
  createMeeting: `CreateMeetingInput meeting { ${MEETING} }`,
  updateMeeting: `UpdateMeetingInput meeting { ${MEETING} }`,
  openMeeting: `OpenMeetingInput meeting { ${MEETING} }`,
  closeMeeting: `CloseMeetingInput meeting { ${MEETING} }`,
  focusAgendaItem: `FocusAgendaItemInput ${ITEM}`,
  createAgendaItem: `CreateAgendaItemInput ${ITEM}`,
  updateAgendaItem: `UpdateAgendaItemInput ${ITEM}`,
  moveAgendaItem: `MoveAgendaItemInput ${ITEM}`,
  removeAgendaItem: `RemoveAgendaItemInput meeting { ${MEETING} }`,
};

export function inRoom(register: Asked, mutation: string, input: object, as?: Person): Promise<Answer> {
  const [, type, payload] = /^(\w+) (.*)$/.exec(MUTATIONS[mutation] as string) as RegExpExecArray;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${payload} } }`;
  return register.ask(query, { input }, as);
}

/** The same, where a refusal fails the story. */
export async function doneInRoom(register: Asked, mutation: string, input: object, as: Person = "hanoi") {
  const { data, errors } = await inRoom(register, mutation, input, as);
  if (errors) throw new Error(JSON.stringify(errors));
  return data[mutation];
}

/** A meeting hosted by Hà Nội with Quảng Nam, with items of these titles. */
export async function meetingWith(register: Asked, titles: string[], changes: object = {}, as?: Person): Promise<any> {
  const input = {
    ...{ title: "Rà soát cam kết Hà Nội – Quảng Nam", kind: "REVIEW", hostId: "ha-noi", localityIds: ["quang-nam"] },
    ...changes,
  };
  const created = await doneInRoom(register, "createMeeting", input, as);
  let { meeting } = created;
  for (const title of titles)
    meeting = (await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, title })).meeting;
  return meeting;
}

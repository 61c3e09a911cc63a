import { doneInRoom, meetingWith } from "./meeting.js";
import { needsOf, promiseAt, proposed } from "./promise.js";
import type { Person, Register } from "./register.js";
import { saved } from "./sent.js";

/** Every mutation with something that it may be asked, and the people who may ask it of that. */

export interface Example {
  /** Makes what it is about anew, and gives the input. */
  input(register: Register): Promise<Record<string, unknown>>;
  /** Of those of the table; coordinators and admins are said, too. */
  by: readonly Person[];
}

/** Who acts for the record (Hà Nội), for the other side of it (Quảng Nam), and for neither (Huế). */
export const PEOPLE_OF_THE_TABLE: readonly Person[] = [
  ...(["viewer", "nowhere", "hue", "quangNam", "hanoi", "coordinator", "admin"] as const),
];

const OVER_ALL = ["coordinator", "admin"] as const;
const ADMIN = ["admin"] as const;
const BOTH_SIDES = ["hanoi", "quangNam", ...OVER_ALL] as const;
const HOST = ["hanoi", ...OVER_ALL] as const;

let made = 0;
const newName = (word: string) => `${word} ${++made}`;

const given = (by: readonly Person[], input: () => Record<string, unknown>): Example => ({
  by,
  input: async () => input(),
});

/** Creates by one mutation, as the admin, what the other changes. */
const changing =
  (noun: string, change: Record<string, unknown>) =>
  async (register: Register): Promise<Record<string, unknown>> => {
    const create = `create${noun}`;
    const input = await (EXAMPLES[create] as Example).input(register);
    return { id: (await saved(register, create, input, "admin")).id, ...change };
  };

const atMeeting =
  (change: (meeting: any) => Record<string, unknown>, inSession = false) =>
  async (register: Register): Promise<Record<string, unknown>> => {
    const meeting = await meetingWith(register, ["Mục một", "Mục hai"]);
    if (inSession) await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    return change(meeting);
  };

export const EXAMPLES: Record<string, Example> = {
  proposeCommitment: given(BOTH_SIDES, () => ({
    title: newName("Trồng cây"),
    kind: "PLEDGE",
    parties: [
      { localityId: "ha-noi", role: "OWES" },
      { localityId: "quang-nam", role: "BENEFITS" },
    ],
    sectorIds: ["agriculture"],
  })),
  updateCommitment: {
    by: HOST,
    input: async (register) => ({ id: (await proposed(register)).id, title: newName("Trồng rừng") }),
  },
  changeCommitmentStatus: {
    by: ["quangNam", ...OVER_ALL],
    input: async (register) => ({ commitmentId: (await proposed(register)).id, to: "AGREED" }),
  },
  revertStatusChange: {
    by: OVER_ALL,
    input: async (register) => ({ changeId: (await promiseAt(register, "AGREED")).changeId, ...needsOf("DISPUTED") }),
  },
  createLocality: given(ADMIN, () => ({ name: newName("Ba Đình"), kind: "DISTRICT", abbreviation: `B${++made}` })),
  updateLocality: { by: ADMIN, input: changing("Locality", { nameEn: "Ba Dinh" }) },
  createSector: given(ADMIN, () => ({ name: newName("Thuỷ lợi") })),
  updateSector: { by: ADMIN, input: changing("Sector", { nameEn: "Irrigation" }) },
  createLeader: given(ADMIN, () => ({ name: newName("Trần Thị Bưởi") })),
  updateLeader: { by: ADMIN, input: changing("Leader", { name: "Trần Thị Hồng Bưởi" }) },
  createPost: given(["hanoi", "admin"], () => ({
    ...{ leaderId: "nguyen-chin", localityId: "ha-noi" },
    ...{ title: newName("Cố vấn"), body: "PEOPLES_COMMITTEE" },
  })),
  updatePost: { by: ["hanoi", "admin"], input: changing("Post", { until: "2026" }) },
  createDocument: given(["nowhere", "hue", ...BOTH_SIDES], () => ({ title: newName("Biên bản") })),
  updateDocument: { by: OVER_ALL, input: changing("Document", { titleEn: "Minutes" }) },
  createInitiative: given(BOTH_SIDES, () => ({
    title: newName("Tuyến bay chung"),
    participants: [
      { localityId: "ha-noi", role: "LEAD" },
      { localityId: "quang-nam", role: "PARTICIPANT" },
    ],
  })),
  updateInitiative: { by: BOTH_SIDES, input: changing("Initiative", { titleEn: "Flights" }) },
  createMeeting: given(BOTH_SIDES, () => ({
    ...{ title: newName("Rà soát"), kind: "REVIEW", hostId: "ha-noi", localityIds: ["quang-nam"] },
  })),
  updateMeeting: { by: BOTH_SIDES, input: changing("Meeting", { titleEn: "Review" }) },
  openMeeting: { by: HOST, input: atMeeting(({ id }) => ({ meetingId: id })) },
  closeMeeting: { by: HOST, input: atMeeting(({ id }) => ({ meetingId: id }), true) },
  focusAgendaItem: { by: HOST, input: atMeeting(({ agenda }) => ({ itemId: agenda[1].id }), true) },
  createAgendaItem: { by: HOST, input: atMeeting(({ id }) => ({ meetingId: id, title: newName("Mục") })) },
  updateAgendaItem: { by: HOST, input: atMeeting(({ agenda }) => ({ id: agenda[0].id, title: newName("Mục") })) },
  moveAgendaItem: { by: HOST, input: atMeeting(({ agenda }) => ({ id: agenda[1].id, afterId: null })) },
  removeAgendaItem: { by: HOST, input: atMeeting(({ agenda }) => ({ id: agenda[1].id })) },
};

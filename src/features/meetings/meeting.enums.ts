import { registerEnumType } from "type-graphql";

export enum MeetingKind {
  CONFERENCE = "CONFERENCE",
  REVIEW = "REVIEW",
  WORKING_VISIT = "WORKING_VISIT",
}

export enum MeetingState {
  SCHEDULED = "SCHEDULED",
  IN_SESSION = "IN_SESSION",
  CLOSED = "CLOSED",
}

export enum AttendanceRole {
  CHAIR = "CHAIR",
  SPEAKER = "SPEAKER",
  DELEGATE = "DELEGATE",
}

export enum MeetingOrderField {
  HELD_ON = "HELD_ON",
  LATEST = "LATEST",
  TITLE = "TITLE",
}

registerEnumType(MeetingKind, {
  name: "MeetingKind",
  description: "What kind of meeting it is.",
  valuesConfig: {
    CONFERENCE: { description: "A conference of the leaders." },
    REVIEW: { description: "A review of what has been promised." },
    WORKING_VISIT: { description: "A working visit of one side to the other." },
  },
});

registerEnumType(MeetingState, {
  name: "MeetingState",
  description: "Where a meeting stands.",
  valuesConfig: {
    SCHEDULED: { description: "To come." },
    IN_SESSION: { description: "Under way." },
    CLOSED: { description: "Over." },
  },
});

registerEnumType(AttendanceRole, {
  name: "AttendanceRole",
  description: "A leader's part in a meeting.",
  valuesConfig: {
    CHAIR: { description: "Chaired it." },
    SPEAKER: { description: "Spoke for its locality." },
    DELEGATE: { description: "Attended." },
  },
});

registerEnumType(MeetingOrderField, {
  name: "MeetingOrderField",
  description: "By what meetings are ordered.",
  valuesConfig: {
    HELD_ON: { description: "By date; those without one come first when ascending." },
    LATEST: {
      description:
        "By when it was closed, or else opened, or else held; those of which none is known come first when ascending.",
    },
    TITLE: { description: "By Vietnamese title, in the order of the Vietnamese alphabet." },
  },
});

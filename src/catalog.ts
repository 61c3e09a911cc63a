import "reflect-metadata"; // before any decorator of TypeGraphQL
import { AgendaResolver } from "./features/agenda/agenda.resolver.js";
import { AgendaItem } from "./features/agenda/agenda-item.entity.js";
import { AgendaItemResolver } from "./features/agenda/agenda-item.resolver.js";
import { CarryOverResolver } from "./features/agenda/carry-over.resolver.js";
import { CreateMeetingResolver } from "./features/agenda/create-meeting.resolver.js";
import { MeetingUpdatedResolver } from "./features/agenda/meeting-updated.resolver.js";
import { MeetingRecordResolver, RecordResolver } from "./features/agenda/record/record.resolver.js";
import { AuditResolver } from "./features/audit/audit.resolver.js";
import { AuditEntry } from "./features/audit/audit-entry.entity.js";
import { Commitment } from "./features/commitments/commitment.entity.js";
import { CommitmentResolver } from "./features/commitments/commitment.resolver.js";
import { CommitmentFieldsResolver } from "./features/commitments/commitment-fields.resolver.js";
import {
  CommitmentParty,
  CommitmentSector,
  CommitmentSpeaker,
} from "./features/commitments/commitment-parts.entity.js";
import { progressResolvers } from "./features/commitments/count/progress.resolver.js";
import { StatsResolver } from "./features/commitments/count/stats.resolver.js";
import { LiveResolver } from "./features/commitments/live.resolver.js";
import { commitmentLists } from "./features/commitments/related.resolver.js";
import { StatusChange } from "./features/commitments/status-change.entity.js";
import { ActorResolver, StatusChangeResolver } from "./features/commitments/status-change.resolver.js";
import { Initiative, InitiativeParticipant, InitiativeSector } from "./features/initiatives/initiative.entity.js";
import { initiativeLists } from "./features/initiatives/initiative.lists.js";
import { InitiativeResolver } from "./features/initiatives/initiative.resolver.js";
import { Leader, Post } from "./features/leaders/leader.entity.js";
import { leaderLists } from "./features/leaders/leader.lists.js";
import { LeaderResolver } from "./features/leaders/leader.resolver.js";
import { PostResolver } from "./features/leaders/post.resolver.js";
import { Locality } from "./features/localities/locality.entity.js";
import { localityLists } from "./features/localities/locality.lists.js";
import { LocalityResolver } from "./features/localities/locality.resolver.js";
import { LocalityCode, LocalityDesignation, LocalitySuccession } from "./features/localities/locality-parts.entity.js";
import { ViewerResolver } from "./features/localities/viewer.resolver.js";
import { Attendance, Meeting, MeetingLocality } from "./features/meetings/meeting.entity.js";
import { meetingLists } from "./features/meetings/meeting.lists.js";
import { MeetingResolver } from "./features/meetings/meeting.resolver.js";
import { SearchResolver } from "./features/search/search.resolver.js";
import { Sector } from "./features/sectors/sector.entity.js";
import { SectorResolver } from "./features/sectors/sector.resolver.js";
import { Citation, Document } from "./features/sources/document.entity.js";
import { DocumentResolver } from "./features/sources/source.resolver.js";
import { NodeResolver } from "./graphql/node.resolver.js";

/** Every entity: the tables of the store. */
export const entities = [
  ...[Document, Citation],
  ...[Locality, LocalityCode, LocalityDesignation, LocalitySuccession],
  ...[Sector, Leader, Post],
  ...[Initiative, InitiativeParticipant, InitiativeSector],
  ...[Meeting, MeetingLocality, Attendance],
  ...[Commitment, CommitmentParty, CommitmentSector, CommitmentSpeaker, StatusChange],
  AgendaItem,
  AuditEntry,
];

/** The nouns: what has an id in the graph, by GraphQL type name. */
export const nodeTypes: ReadonlyMap<string, new () => object> = new Map(
  [Document, Locality, Sector, Leader, Post, Initiative, Meeting, Commitment, StatusChange, AgendaItem, AuditEntry].map(
    (type) => [type.name, type],
  ),
);

/** Every resolver: the fields of the graph. */
export const resolvers = [
  ...[NodeResolver, ViewerResolver, DocumentResolver],
  ...[LocalityResolver, ...localityLists, SectorResolver],
  ...[LeaderResolver, ...leaderLists, PostResolver],
  ...[InitiativeResolver, ...initiativeLists, MeetingResolver, ...meetingLists],
  ...[CommitmentResolver, CommitmentFieldsResolver, ...commitmentLists, ...progressResolvers],
  ...[AgendaResolver, AgendaItemResolver, CreateMeetingResolver, MeetingUpdatedResolver],
  ...[MeetingRecordResolver, RecordResolver, CarryOverResolver],
  ...[StatusChangeResolver, ActorResolver, LiveResolver, StatsResolver, SearchResolver],
  AuditResolver,
] as const;

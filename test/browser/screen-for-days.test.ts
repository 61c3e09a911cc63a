import type { CDPSession, Page } from "playwright-core";
import { In } from "typeorm";
import { Commitment } from "../../src/features/commitments/commitment.entity.js";
import { CommitmentStatus } from "../../src/features/commitments/commitment.enums.js";
import { StatusChange } from "../../src/features/commitments/status-change.entity.js";
import { tryReadId } from "../../src/graphql/node.js";
import { type Browsing, browse } from "../support/browser.js";
import { doneInRoom, meetingWith } from "../support/meeting.js";
import { type Network, networkTo } from "../support/network.js";
import { promiseAt } from "../support/promise.js";
import { type Register, startRegister } from "../support/register.js";
import { untilConnection, untilTrue } from "../support/room.js";

const CHANGES = 10_000;
const CUTS = 200;
/** After so many cuts everything has happened once that happens once. */
const WARM = 40;

interface Used {
  heap: number;
  nodes: number;
  listeners: number;
}

describe("A screen that stays open for days", () => {
  let register: Register;
  let network: Network;
  let browsing: Browsing;
  let screen: Page;
  let meeting: any;
  let promises: number[];

  beforeAll(async () => {
    register = await startRegister();
    meeting = await meetingWith(register, []);
    promises = [];
    for (let count = 0; count < 5; count++) {
      const { id } = await promiseAt(register, "IN_PROGRESS");
      await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, commitmentId: id });
      promises.push(tryReadId(id)?.id as number);
    }
    await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    network = await networkTo(register.url);
    browsing = await browse(network.url);
    screen = await browsing.open(`/screen/${meeting.key}`);
    await untilConnection(screen, "live");
  }, 60_000);
  afterAll(async () => {
    await browsing.browser.close();
    network.close();
    await register.stop();
  });

  it(`shows ${CHANGES} changes through ${CUTS} cuts, and needs no more memory than at first`, async () => {
    const devtools = await screen.context().newCDPSession(screen);
    let first: Used | undefined;
    for (let cut = 1; cut <= CUTS; cut++) {
      await moveAll(register, promises, CHANGES / CUTS);
      network.cut();
      await untilTrue(screen, register.url, meeting.id);
      await untilConnection(screen, "live");
      if (cut === WARM) first = await used(devtools);
    }
    const last = await used(devtools);
    expect(last.heap).toBeLessThan((first as Used).heap + 1_000_000);
    expect(last.nodes).toBeLessThan((first as Used).nodes * 1.2);
    expect(last.listeners).toBeLessThan((first as Used).listeners * 1.2);
  }, 400_000);
});

/** So many changes in one transaction, of one promise after the other, back and forth. */
async function moveAll({ app }: Register, ids: readonly number[], count: number): Promise<void> {
  const { IN_PROGRESS, STALLED } = CommitmentStatus;
  await app.db.write(async (tx) => {
    const rows = await tx.find(Commitment, { where: { id: In([...ids]) }, order: { id: "ASC" } });
    const changes = Array.from({ length: count }, (_, index) => {
      const row = rows[index % rows.length] as Commitment;
      const change = changeOf(row, row.status === STALLED ? IN_PROGRESS : STALLED);
      Object.assign(row, { status: change.toStatus, statusSince: change.at, version: row.version + 1 });
      return change;
    });
    for (const { id, status, statusSince, version } of rows)
      await tx.update(Commitment, { id }, { status, statusSince, version });
    await app.feed.log.append(tx, changes);
  });
}

function changeOf({ id, status }: Commitment, toStatus: CommitmentStatus): StatusChange {
  return Object.assign(new StatusChange(), {
    ...{
      commitmentId: id,
      fromStatus: status,
      toStatus,
      reason: "Chờ vốn",
      evidence: [],
      at: new Date().toISOString(),
    },
    ...{
      bySubject: null,
      byName: "Thử",
      byRole: null,
      byLocalities: [],
      datedOn: null,
      meetingId: null,
      revertsId: null,
    },
  });
}

/** What the page uses once all is cleared away that nothing holds. */
async function used(devtools: CDPSession): Promise<Used> {
  await devtools.send("Performance.enable");
  for (let count = 0; count < 3; count++) await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { heap: value("JSHeapUsedSize"), nodes: value("Nodes"), listeners: value("JSEventListeners") };
}

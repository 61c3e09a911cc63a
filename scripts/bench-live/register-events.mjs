// Makes status changes by the register's own log, without the cost of a mutation.
import { Like } from "typeorm";
import { Commitment } from "../../dist/features/commitments/commitment.entity.js";
import { StatusChange } from "../../dist/features/commitments/status-change.entity.js";

const NOTE = "Biên bản nghiệm thu từng hạng mục, có chữ ký của hai bên. ".repeat(17).slice(0, 990);
/** About 25 kB of JSON. */
const HEAVY = Array.from({ length: 20 }, (_, index) => ({
  title: `Biên bản số ${index + 1}`,
  url: `https://example.org/bien-ban-${index + 1}.pdf`,
  note: NOTE,
}));

/** Gives what makes `count` changes in one transaction: of the commitment number `key`, or of one after the other. */
export async function eventMaker({ db, feed }) {
  const made = await db.read.find(Commitment, { where: { key: Like("bench-%") }, order: { key: "ASC" } });
  let turn = 0;
  return ({ count = 1, key, heavy = false }) =>
    db.write(async (tx) => {
      const touched = Array.from({ length: count }, () => made[key ?? turn++ % made.length]);
      const changes = touched.map((commitment) => step(commitment, heavy ? HEAVY : []));
      for (const { id, status, statusSince, version } of new Set(touched))
        await tx.update(Commitment, { id }, { status, statusSince, version });
      await feed.log.append(tx, changes);
    });
}

/** One step to and fro; all are of the same size. */
function step(commitment, evidence) {
  const fromStatus = commitment.status;
  const toStatus = fromStatus === "STALLED" ? "IN_PROGRESS" : "STALLED";
  const at = new Date().toISOString();
  Object.assign(commitment, { status: toStatus, statusSince: at, version: commitment.version + 1 });
  return Object.assign(new StatusChange(), {
    ...{ commitmentId: commitment.id, fromStatus, toStatus, at, evidence },
    ...{ reason: "Chờ vốn đối ứng của năm sau", bySubject: "bench", byName: "Bench", byRole: "COORDINATOR" },
    ...{ byLocalities: [], datedOn: null, meetingId: null, revertsId: null },
  });
}

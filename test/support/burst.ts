import { Commitment } from "../../src/features/commitments/commitment.entity.js";
import { CommitmentStatus } from "../../src/features/commitments/commitment.enums.js";
import { changeOf } from "../../src/features/commitments/status-change.entity.js";
import type { Register } from "./register.js";

/** Moves the first commitment back and forth that many times in one transaction: one tick for all who follow. */
export async function burst({ app }: Register, count: number, reason = "Một lần nữa"): Promise<void> {
  const { IN_PROGRESS, STALLED } = CommitmentStatus;
  await app.db.write(async (tx) => {
    const [commitment] = await tx.find(Commitment, { order: { id: "ASC" }, take: 1 });
    const changes = Array.from({ length: count }, (_, index) =>
      changeOf({
        commitmentId: commitment?.id as number,
        fromStatus: index % 2 ? STALLED : IN_PROGRESS,
        toStatus: index % 2 ? IN_PROGRESS : STALLED,
        reason,
        byName: "Thử",
        at: new Date().toISOString(),
      }),
    );
    await app.feed.log.append(tx, changes);
  });
}

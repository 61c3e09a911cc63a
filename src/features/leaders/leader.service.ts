import { searchKey, sortKey } from "../../base/text.js";
import { refer } from "../../graphql/reference.js";
import type { Tx } from "../../store/db.js";
import { type Saved, saveRow, withParts } from "../../store/rows.js";
import { Locality } from "../localities/locality.entity.js";
import { saveSources } from "../sources/source.service.js";
import { Leader, Post } from "./leader.entity.js";
import type { LeaderRecord, PostRecord } from "./leader.record.js";

/** Creates a leader, or changes what the record says of an existing one. */
export async function saveLeader(
  tx: Tx,
  record: Partial<LeaderRecord>,
  existing: Leader | null,
): Promise<Saved<Leader>> {
  const { key, name } = record;
  const keys = name === undefined ? {} : { searchKey: searchKey(name), sortKey: sortKey(name) };
  const saved = await saveRow(tx, Leader, existing, { key, name, ...keys });
  return withParts(saved, [
    await savePosts(tx, saved.row, record.posts),
    await saveSources(tx, saved.row, record.sources),
  ]);
}

/** Creates a post, or changes what the record says of an existing one. */
export async function savePost(
  tx: Tx,
  leaderId: number,
  record: Partial<PostRecord>,
  existing: Post | null,
  path: PropertyKey[] = [],
): Promise<Saved<Post>> {
  const { title, titleEn, body, from, until, observedOn, locality } = record;
  const saved = await saveRow(tx, Post, existing, {
    leaderId,
    localityId: locality === undefined ? undefined : await refer(tx, Locality, locality, [...path, "locality"]),
    titleVi: title,
    titleEn,
    body,
    heldFrom: from,
    heldUntil: until,
    observedOn,
  });
  return withParts(saved, [await saveSources(tx, saved.row, record.sources)]);
}

/** Makes these the posts of a leader. A post is known again by its title and locality, so that it keeps its id. */
async function savePosts(tx: Tx, leader: Leader, records: PostRecord[] | null | undefined): Promise<boolean> {
  if (records == null) return false;
  const gone = new Set(await tx.findBy(Post, { leaderId: leader.id }));
  let changed = false;
  for (const [index, record] of records.entries()) {
    const path = ["posts", index];
    const localityId = await refer(tx, Locality, record.locality, [...path, "locality"]);
    const known = [...gone].find((post) => post.titleVi === record.title && post.localityId === localityId) ?? null;
    if (known !== null) gone.delete(known);
    const saved = await savePost(tx, leader.id, record, known, path);
    changed ||= saved.outcome !== "unchanged";
  }
  for (const post of gone) {
    await saveSources(tx, post, []);
    await tx.remove(post);
  }
  return changed || gone.size > 0;
}

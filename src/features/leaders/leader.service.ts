import { checkPeriod, wrong } from "../../base/record.js";
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

const TWICE = "this office is recorded twice; two terms of it differ in when they began.";

/** Creates a post of a leader in a locality, or changes what the record says of an existing one. */
export async function savePost(
  tx: Tx,
  { leaderId, localityId }: Pick<Post, "leaderId" | "localityId">,
  record: Partial<PostRecord>,
  existing: Post | null,
  path: PropertyKey[] = [],
): Promise<Saved<Post>> {
  const { title, titleEn, body, from = existing?.heldFrom ?? null, until = existing?.heldUntil, observedOn } = record;
  checkPeriod(from, until, [...path, "until"]);
  const office = { leaderId, localityId, titleVi: title ?? existing?.titleVi };
  const terms = await tx.findBy(Post, office);
  if (terms.some((each) => each.id !== existing?.id && each.heldFrom === from)) {
    throw wrong(path, TWICE);
  }
  const values = { ...office, titleEn, body, heldFrom: from, heldUntil: until, observedOn };
  const saved = await saveRow(tx, Post, existing, values);
  return withParts(saved, [await saveSources(tx, saved.row, record.sources, path)]);
}

/**
 * Makes these the posts of a leader.
 * A post is known again by its title, locality and beginning, so that it keeps its id.
 */
async function savePosts(tx: Tx, leader: Leader, records: PostRecord[] | undefined): Promise<boolean> {
  if (records === undefined) return false;
  const gone = new Set(await tx.findBy(Post, { leaderId: leader.id }));
  let changed = false;
  for (const [index, record] of records.entries()) {
    const path = ["posts", index];
    if (records.findIndex((each) => isSameTerm(each, record)) < index) throw wrong(path, TWICE);
    const localityId = await refer(tx, Locality, record.locality, [...path, "locality"]);
    const known = findKnown([...gone], records, record, localityId);
    if (known !== null) gone.delete(known);
    const saved = await savePost(tx, { leaderId: leader.id, localityId }, record, known, path);
    changed ||= saved.outcome !== "unchanged";
  }
  for (const post of gone) {
    await saveSources(tx, post, []);
    await tx.remove(post);
  }
  return changed || gone.size > 0;
}

const isSameTerm = (one: PostRecord, other: PostRecord) =>
  one.title === other.title && one.locality === other.locality && (one.from ?? null) === (other.from ?? null);

/**
 * The post of that beginning; or else one whose beginning the list does not have:
 * it was not known, or is corrected.
 */
function findKnown(posts: Post[], records: PostRecord[], record: PostRecord, localityId: number): Post | null {
  const alike = posts.filter((post) => post.titleVi === record.title && post.localityId === localityId);
  const begins = (post: Post, each: PostRecord) => post.heldFrom === (each.from ?? null);
  const isListed = (post: Post) => records.some((each) => each.title === post.titleVi && begins(post, each));
  return alike.find((post) => begins(post, record)) ?? alike.find((post) => !isListed(post)) ?? null;
}

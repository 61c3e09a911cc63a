import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { listPage } from "../../graphql/lists/page.js";
import { Node } from "../../graphql/node.js";
import { Shown } from "../../graphql/view.js";
import { Locality } from "../localities/locality.entity.js";
import { AuditArgs, AuditEntryConnection, auditList } from "./audit.lists.js";
import { AuditEntry } from "./audit-entry.entity.js";

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Query(() => AuditEntryConnection, {
    description: "Every mutation that was asked for, done or refused, newest first. For admins.",
  })
  @Shown({ kind: "list", list: auditList })
  async auditLog(@Args(() => AuditArgs) args: AuditArgs, @Ctx() ctx: Context) {
    return listPage(ctx, await auditList.ask(ctx, args));
  }

  @FieldResolver(() => [Locality], { description: "The localities that the token named: whose office it was." })
  async localities(@Root() { localities }: AuditEntry, @Ctx() ctx: Context) {
    const found = await Promise.all(localities.map((id) => ctx.load.one(Locality, id)));
    return found.filter((each) => each !== null);
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description: "The record, as it is now; null where it is gone, was not found or none was named.",
  })
  record(@Root() { recordType, recordId }: AuditEntry, @Ctx() ctx: Context) {
    const type = ctx.nodeTypes.get(recordType ?? "") as (new () => Node) | undefined;
    return type === undefined ? null : ctx.load.one(type, recordId);
  }
}

import type { Context } from "../../../graphql/context.js";
import { lookUpAll } from "../../../graphql/reference.js";
import type { Statement } from "../../../store/statements.js";
import { Locality } from "../../localities/locality.entity.js";
import { PartyRole } from "../commitment.enums.js";
import type { CommitmentFilter } from "../filter.inputs.js";

/** Where the commitments `c` that are counted come from, and what of the filter is left to ask of them. */
export interface Source {
  from(statement: Statement): string;
  rest: CommitmentFilter | null | undefined;
}

/** What a party's row says of its commitment is enough to ask these. */
const TERMS_OF_PARTIES: ReadonlySet<string> = new Set(["status", "overdue", "dueBefore", "dueAfter"]);

/** Every commitment; or where the rows of one party say all that is asked, those alone, which one index holds. */
export async function sourceOf(
  ctx: Context,
  filter: CommitmentFilter | null | undefined,
  enough: boolean,
): Promise<Source> {
  const { party, owedBy, benefits, ...rest } = filter ?? {};
  const named = [party, owedBy, benefits].filter((each) => each != null);
  const [keys] = named;
  const known = Object.entries(rest).every(([name, value]) => value == null || TERMS_OF_PARTIES.has(name));
  if (!enough || !known || named.length !== 1 || keys?.length !== 1)
    return { from: () => "commitment c", rest: filter };
  const [locality] = await lookUpAll(ctx, Locality, keys);
  // With both roles a party has two rows of a commitment. The sum keeps SQLite from walking the index of commitments.
  const role = owedBy != null ? PartyRole.OWES : PartyRole.BENEFITS;
  const [distinct, inRole] = party != null ? ["DISTINCT", ""] : ["", ` AND role = '${role}'`];
  return {
    from: (statement) => `(SELECT ${distinct} commitment_id + 0 AS id, status, due_end, visibility FROM commitment_party
      WHERE locality_id = ${statement.bind(locality)}${inRole}) c`,
    rest,
  };
}

import type { ResultOf } from "@graphql-typed-document-node/core";
import { type FragmentType, graphql, useFragment } from "./gql";
import { CommitmentRowFragmentDoc, type CommitmentsDocument, type CommitmentsQueryVariables } from "./gql/graphql";

/** Written beside the code that shows it. */
export const Overdue = graphql(`
  query Overdue($sector: [ID!]) {
    commitments(filter: { overdue: true, sector: $sector }, orderBy: { field: DUE_ON }) {
      nodes {
        id
        dueOn
        status
      }
    }
  }
`);

/** A row says itself what it needs of a commitment. */
export function label(row: FragmentType<typeof CommitmentRowFragmentDoc>): string {
  const { reference, vi, en, statusSince } = useFragment(CommitmentRowFragmentDoc, row);
  return [reference, vi, en, statusSince.slice(0, 10)].join(" ");
}

export function labels({ commitments }: ResultOf<typeof CommitmentsDocument>): string[] {
  return commitments.nodes.map(label);
}

export const firstDue = ({ commitments }: ResultOf<typeof Overdue>): string | null | undefined =>
  commitments.nodes[0]?.dueOn;

export const open: CommitmentsQueryVariables = {
  filter: { not: { status: ["COMPLETED", "CANCELLED"] }, dueAfter: "2019-08", or: [{ party: ["ha-noi"] }] },
  orderBy: { field: "STATUS_SINCE", direction: "DESC" },
};

// @ts-expect-error a status that is none
export const wrong: CommitmentsQueryVariables = { filter: { status: ["FINISHED"] } };

export function isDone({ commitments }: ResultOf<typeof Overdue>): boolean {
  // @ts-expect-error a status that is none: results are typed, not any
  return commitments.nodes.every(({ status }) => status === "FINISHED");
}

import { graphql } from "react-relay";

export const query = graphql`
  query CommitmentHistoryQuery($reference: String!) {
    commitment(reference: $reference) {
      nextStatuses
      version
      ...CommitmentHistory_commitment
    }
  }
`;

/** The history is a page of the log: its cursors are those that a subscription goes on from. */
export const history = graphql`
  fragment CommitmentHistory_commitment on Commitment
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "Cursor" })
  @refetchable(queryName: "CommitmentHistoryPageQuery") {
    history(first: $count, after: $cursor) @connection(key: "CommitmentHistory_history") {
      edges {
        node {
          from
          to
          at
          reason
          by {
            name
            role
          }
        }
      }
    }
  }
`;

export const steps = graphql`
  subscription CommitmentHistoryStepsSubscription($after: Cursor, $filter: CommitmentFilter) {
    commitmentStatusChanged(after: $after, filter: $filter) {
      cursor
      to
      commitment {
        ...CommitmentRow_commitment
      }
    }
  }
`;

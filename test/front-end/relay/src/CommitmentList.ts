import { graphql } from "react-relay";

export const query = graphql`
  query CommitmentListQuery($filter: CommitmentFilter) {
    ...CommitmentList_query @arguments(filter: $filter)
  }
`;

/** For usePaginationFragment: loadNext(20). */
export const list = graphql`
  fragment CommitmentList_query on Query
  @argumentDefinitions(
    filter: { type: "CommitmentFilter" }
    orderBy: { type: "CommitmentOrder", defaultValue: { field: STATUS_SINCE, direction: DESC } }
    count: { type: "Int", defaultValue: 5 }
    cursor: { type: "String" }
  )
  @refetchable(queryName: "CommitmentListPageQuery") {
    commitments(first: $count, after: $cursor, filter: $filter, orderBy: $orderBy)
      @connection(key: "CommitmentList_commitments", filters: ["filter", "orderBy"]) {
      totalCount
      liveCursor
      edges {
        node {
          ...CommitmentRow_commitment
        }
      }
    }
  }
`;

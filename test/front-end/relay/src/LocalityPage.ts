import { graphql } from "react-relay";

export const query = graphql`
  query LocalityPageQuery($key: String!) {
    locality(key: $key) {
      name
      ...LocalityPage_locality
    }
  }
`;

/** Both ways: loadNext and loadPrevious. Asked again by node(id). */
export const page = graphql`
  fragment LocalityPage_locality on Locality
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 5 }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
    status: { type: "[CommitmentStatus!]" }
  )
  @refetchable(queryName: "LocalityPageCommitmentsQuery") {
    existsFrom
    commitments(first: $first, after: $after, last: $last, before: $before, filter: { status: $status })
      @connection(key: "LocalityPage_commitments") {
      edges {
        node {
          ...CommitmentRow_commitment
        }
      }
    }
  }
`;

import { graphql } from "react-relay";

export const query = graphql`
  query SearchBoxQuery($text: String!) {
    search(text: $text, first: 10) {
      __typename
      ... on Locality {
        key
        name
      }
      ... on Commitment {
        ...CommitmentRow_commitment @alias(as: "commitment")
      }
    }
    commitmentStats(groupBy: [STATUS]) {
      status
      count
    }
  }
`;

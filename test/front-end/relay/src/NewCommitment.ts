import { graphql } from "react-relay";

export const propose = graphql`
  mutation NewCommitmentProposeMutation($input: ProposeCommitmentInput!, $connections: [ID!]!) {
    proposeCommitment(input: $input) {
      commitment @prependNode(connections: $connections, edgeTypeName: "CommitmentEdge") {
        ...CommitmentRow_commitment
      }
    }
  }
`;

export const takeStep = graphql`
  mutation NewCommitmentTakeStepMutation($input: ChangeCommitmentStatusInput!) {
    changeCommitmentStatus(input: $input) {
      commitment {
        version
        nextStatuses
        ...CommitmentRow_commitment
      }
    }
  }
`;

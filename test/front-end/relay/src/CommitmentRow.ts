import { graphql } from "react-relay";

export const row = graphql`
  fragment CommitmentRow_commitment on Commitment {
    reference
    vi: title(language: VI)
    en: title(language: EN)
    status
    statusSince
    dueOn
    isOverdue
    parties {
      role
      locality {
        key
        name
      }
      responsibleNow {
        name
      }
    }
  }
`;

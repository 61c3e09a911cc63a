import type { PlaygroundTab } from "./playground.js";

/** The story on the conference's data, tab by tab. The token, where there is one, is a coordinator's for trying out. */
export function playgroundTabs(token: string | null): PlaygroundTab[] {
  const headers = token === null ? "" : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2);
  return [
    { query: WHO_PROMISED },
    { query: OWED },
    { query: WATCH },
    { query: PROPOSE, headers },
    { query: MOVE, headers },
    { query: STATS },
  ];
}

// Lines and tabs are as short as the editor shows them in a window of 1280 by 720.

const WHO_PROMISED = `# Who promised what?
# And who answers for it today?
query WhoPromisedWhat {
  commitments {
    totalCount
    nodes {
      reference
      title(language: EN)
      status
      parties {
        role
        locality { name }
        responsibleNow { name }
      }
      saidBy { name }
    }
  }
}`;

const OWED = `# What is owed to Quảng Nam? It is no more:
# who asks for it today?
query OwedToQuangNam {
  locality(key: "quang-nam") {
    name
    existsUntil
    responsibleNow { name }
    commitments(
      filter: { benefits: ["quang-nam"] }
    ) {
      totalCount
      nodes { reference title status }
    }
  }
}`;

const WATCH = `# Every change of status, as it is made.
# Leave this running, open another window,
# and run Propose or Move there.
subscription WatchChanges {
  commitmentStatusChanged {
    cursor
    at
    from
    to
    reason
    by { name }
    commitment { reference title }
  }
}`;

const PROPOSE = `# Propose a commitment. Outside production,
# a token for trying out is in the headers.
mutation Propose {
  proposeCommitment(input: {
    title: "Tuần ẩm thực Quảng Nam ở Hà Nội"
    titleEn: "Quang Nam food week in Hanoi"
    kind: JOINT
    parties: [
      { localityId: "ha-noi", role: OWES }
      { localityId: "quang-nam", role: OWES }
    ]
    sectorIds: ["culture-sports-tourism"]
    dueOn: "2027"
  }) {
    commitment { reference status version }
  }
}`;

const MOVE = `# Move a commitment one step. A second time
# it is refused, and told the next steps.
mutation Move {
  changeCommitmentStatus(input: {
    commitmentId: "HN-QNA-2019-01"
    to: IN_PROGRESS
  }) {
    commitment {
      reference
      status
      nextStatuses
    }
    change { cursor from to by { name } }
  }
}`;

const STATS = `# Where does everything stand, by sector?
query BySectorAndStatus {
  commitmentStats(
    groupBy: [SECTOR, STATUS]
  ) {
    sector { name }
    status
    count
    stale
  }
}`;

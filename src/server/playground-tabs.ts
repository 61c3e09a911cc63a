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

const WHO_PROMISED = `# Who promised what, at which conference, and who answers for it today?
query WhoPromisedWhat {
  commitments(first: 18, orderBy: { field: REFERENCE, direction: ASC }) {
    totalCount
    nodes {
      reference
      title(language: EN)
      kind
      status
      parties {
        role
        locality { name }
        responsibleNow { name }
      }
      saidBy { name posts { title(language: EN) } }
      sectors { name(language: EN) }
      meeting { title(language: EN) heldOn }
      sources { locator document { title(language: EN) } }
    }
  }
}
`;

const OWED = `# What is owed to Quảng Nam, and by whom? Quảng Nam is no more: who asks for it today?
query OwedToQuangNam {
  locality(key: "quang-nam") {
    name
    existsUntil
    responsibleNow { name }
    commitments(filter: { benefits: ["quang-nam"] }) {
      totalCount
      nodes { reference title status isStale sectors { name } }
    }
  }
}
`;

const WATCH = `# Every change of status, as it is made. Leave this running and make one in the tabs beside it.
subscription WatchChanges {
  commitmentStatusChanged {
    cursor
    at
    from
    to
    reason
    by { name localities { name } }
    commitment { reference title }
  }
}
`;

const PROPOSE = `# Propose a commitment (outside production a demo token is in the headers below).
mutation Propose {
  proposeCommitment(
    input: {
      title: "Cùng tổ chức tuần lễ ẩm thực Hà Nội – Quảng Nam"
      titleEn: "Hold a Hanoi – Quang Nam food week together"
      kind: JOINT
      parties: [{ localityId: "ha-noi", role: OWES }, { localityId: "quang-nam", role: OWES }]
      sectorIds: ["culture-sports-tourism"]
      dueOn: "2027"
    }
  ) {
    commitment { id reference status version nextStatuses }
  }
}
`;

const MOVE = `# Move a commitment: first run FindOne, then put its id and version into the variables of MoveIt.
query FindOne {
  commitment(reference: "HN-QNA-2019-01") { id reference title status version nextStatuses }
}

mutation MoveIt($id: ID!, $version: Int) {
  changeCommitmentStatus(input: { commitmentId: $id, to: IN_PROGRESS, expectedVersion: $version }) {
    commitment { reference status version nextStatuses }
    change { cursor from to at by { name } }
  }
}
`;

const STATS = `# Where does everything stand, by sector and status?
query BySectorAndStatus {
  commitmentStats(groupBy: [SECTOR, STATUS]) {
    sector { name }
    status
    count
    stale
  }
}
`;

/** What the report of the conference says, written down a second time, by hand: the data files must say the same. */

/** key | owes | benefits | kind | proposed by | said by | sectors | lines | status */
export const PROMISES = `
auto-market | ha-noi | quang-nam | PLEDGE | ha-noi | nguyen-duc-chung phan-viet-cuong | industry-trade | L15 L17 | AGREED
sea-games-athletes | ha-noi | quang-nam | PLEDGE | ha-noi | nguyen-duc-chung | culture-sports-tourism | L15 | PROPOSED
tourism-tv | ha-noi | quang-nam | PLEDGE | ha-noi | nguyen-duc-chung | culture-sports-tourism | L15 | PROPOSED
health-tech | ha-noi | quang-nam | PLEDGE | ha-noi | nguyen-duc-chung | health | L15 | PROPOSED
merit-policy | ha-noi | quang-nam | PLEDGE | ha-noi | nguyen-duc-chung | social-welfare | L15 L18 | PROPOSED
revolutionary-infrastructure | ha-noi | quang-nam | PLEDGE | ha-noi | nguyen-duc-chung | social-welfare | L15 | PROPOSED
heritage-know-how | quang-nam | ha-noi | REQUEST | ha-noi | nguyen-duc-chung | heritage | L13 | PROPOSED
apparatus-know-how | quang-nam | ha-noi | REQUEST | ha-noi | nguyen-duc-chung | public-administration | L13 | PROPOSED
development-know-how | ha-noi | quang-nam | PLEDGE | ha-noi | nguyen-duc-chung | planning-investment | L14 | PROPOSED
party-workforce | ha-noi | quang-nam | REQUEST | quang-nam | phan-viet-cuong | human-resources | L16 | AGREED
trade-promotion | ha-noi | quang-nam | REQUEST | quang-nam | phan-viet-cuong | planning-investment | L17 | PROPOSED
industry-energy-rural | ha-noi | quang-nam | REQUEST | quang-nam | phan-viet-cuong | industry-trade energy new-rural-development high-tech-farming | L17 | PROPOSED
mutual-tourism | ha-noi quang-nam | ha-noi quang-nam | JOINT | quang-nam | phan-viet-cuong | culture-sports-tourism | L17 | PROPOSED
culture-events-know-how | ha-noi | quang-nam | REQUEST | quang-nam | phan-viet-cuong | culture-sports-tourism | L18 | PROPOSED
e-government | ha-noi | quang-nam | REQUEST | quang-nam | phan-viet-cuong | information-technology | L18 | PROPOSED
poverty-reduction | ha-noi | quang-nam | REQUEST | quang-nam | phan-viet-cuong | social-welfare | L18 | PROPOSED
district-twinning | ha-noi quang-nam | ha-noi quang-nam | JOINT | quang-nam | phan-viet-cuong | party-building | L19 | PROPOSED
periodic-review | ha-noi quang-nam | ha-noi quang-nam | JOINT | quang-nam | phan-viet-cuong | planning-investment | L19 | PROPOSED`;

/** leader | office | in English | body | locality | lines */
export const POSTS = `
Nguyễn Đức Chung | Chủ tịch UBND thành phố | Chair of the City People's Committee | PEOPLES_COMMITTEE | ha-noi | L1 L11
Nguyễn Lan Hương | Ủy viên Ban Thường vụ Thành ủy | Member of the Standing Committee of the City Party Committee | PARTY_COMMITTEE | ha-noi | L2
Nguyễn Lan Hương | Trưởng ban Dân vận Thành ủy | Head of the Mass Mobilisation Board of the City Party Committee | PARTY_COMMITTEE | ha-noi | L2
Nguyễn Lan Hương | Chủ tịch Ủy ban MTTQ Việt Nam thành phố | Chair of the City Committee of the Viet Nam Fatherland Front | FATHERLAND_FRONT | ha-noi | L2
Nguyễn Văn Phong | Ủy viên Ban Thường vụ Thành ủy | Member of the Standing Committee of the City Party Committee | PARTY_COMMITTEE | ha-noi | L2
Nguyễn Văn Phong | Trưởng ban Tuyên giáo Thành ủy | Head of the Propaganda and Education Board of the City Party Committee | PARTY_COMMITTEE | ha-noi | L2
Phùng Thị Hồng Hà | Phó Chủ tịch HĐND thành phố | Vice Chair of the City People's Council | PEOPLES_COUNCIL | ha-noi | L2
Phan Việt Cường | Bí thư Tỉnh ủy | Secretary of the Provincial Party Committee | PARTY_COMMITTEE | quang-nam | L16
Đinh Văn Thu | Phó Bí thư Tỉnh ủy | Deputy Secretary of the Provincial Party Committee | PARTY_COMMITTEE | quang-nam | L3
Đinh Văn Thu | Chủ tịch UBND tỉnh | Chair of the Provincial People's Committee | PEOPLES_COMMITTEE | quang-nam | L3
Nguyễn Chín | Ủy viên Ban Thường vụ Tỉnh ủy | Member of the Standing Committee of the Provincial Party Committee | PARTY_COMMITTEE | quang-nam | L3
Nguyễn Chín | Trưởng ban Tổ chức Tỉnh ủy | Head of the Organisation Board of the Provincial Party Committee | PARTY_COMMITTEE | quang-nam | L3
Nguyễn Thị Thu Lan | Ủy viên Ban Thường vụ Tỉnh ủy | Member of the Standing Committee of the Provincial Party Committee | PARTY_COMMITTEE | quang-nam | L3
Nguyễn Thị Thu Lan | Trưởng ban Dân vận Tỉnh ủy | Head of the Mass Mobilisation Board of the Provincial Party Committee | PARTY_COMMITTEE | quang-nam | L3
Võ Xuân Ca | Ủy viên Ban Thường vụ Tỉnh ủy | Member of the Standing Committee of the Provincial Party Committee | PARTY_COMMITTEE | quang-nam | L3
Võ Xuân Ca | Chủ tịch Ủy ban MTTQ Việt Nam tỉnh | Chair of the Provincial Committee of the Viet Nam Fatherland Front | FATHERLAND_FRONT | quang-nam | L3`;

/** key of the leader | came for | role | lines */
export const ATTENDANCES = `
nguyen-duc-chung | ha-noi | SPEAKER | L1 L11
nguyen-lan-huong | ha-noi | DELEGATE | L2
nguyen-van-phong | ha-noi | DELEGATE | L2
phung-thi-hong-ha | ha-noi | DELEGATE | L2
phan-viet-cuong | quang-nam | SPEAKER | L16
dinh-van-thu | quang-nam | DELEGATE | L3
nguyen-chin | quang-nam | DELEGATE | L3
nguyen-thi-thu-lan | quang-nam | DELEGATE | L3
vo-xuan-ca | quang-nam | DELEGATE | L3`;

/** key | localities, the one that leads marked | sectors | period | lines */
export const INITIATIVES = `
party-exchange | ha-noi quang-nam | party-building | ONGOING | L5 L11
investment-promotion | ha-noi quang-nam | planning-investment | ONGOING | L5 L6
tourism-2017-2020 | ha-noi quang-nam | culture-sports-tourism | FIXED 2017 to 2020 | L7
tourism-4-localities-2019 | LEAD:quang-nam ha-noi thua-thien-hue da-nang | culture-sports-tourism | FIXED 2019 to 2019 | L7
tourism-workforce-heritage | ha-noi quang-nam | culture-sports-tourism heritage human-resources | ONGOING | L7
trade-fairs | ha-noi quang-nam | industry-trade agriculture | ONGOING | L8
disaster-relief | ha-noi quang-nam | social-welfare | YEARLY | L9
disaster-climate | ha-noi quang-nam | social-welfare | ONGOING | L9
framework | ha-noi quang-nam | planning-investment industry-trade agriculture culture-sports-tourism information-technology security-defence social-welfare | ONGOING 2019 to - | L13`;

/** key | the sector it belongs to, which is our ordering | name | in English | lines */
export const SECTORS = `
party-building | - | Xây dựng Đảng, hệ thống chính trị | Party and political-system building | L5 L11 L13 L16
public-administration | party-building | Tổ chức bộ máy hành chính | Public administration | L13
planning-investment | - | Quy hoạch và xúc tiến đầu tư | Planning and investment promotion | L5 L6 L13 L17
industry-trade | - | Công thương | Industry and trade | L8 L13 L17
energy | industry-trade | Năng lượng | Energy | L17
agriculture | - | Nông nghiệp | Agriculture | L13 L17
high-tech-farming | agriculture | Nông nghiệp công nghệ cao | High-tech farming | L17
new-rural-development | agriculture | Xây dựng nông thôn mới | New rural development | L17
culture-sports-tourism | - | Văn hóa, thể thao và du lịch | Culture, sports and tourism | L7 L13 L15 L17 L18
heritage | culture-sports-tourism | Di tích và di sản | Relics and heritage | L7 L13
information-technology | - | Công nghệ thông tin | Information technology | L13 L18
security-defence | - | An ninh và quốc phòng | Security and defence | L13
social-welfare | - | An sinh xã hội | Social welfare | L9 L13 L15 L18
health | - | Y tế | Health | L15
human-resources | - | Nguồn nhân lực | Human resources | L7 L16`;

/** key | name | in English | kind | label in references | the line that names it first */
export const NAMED = `
ha-noi | Hà Nội | Hanoi | CITY | HN | L1
quang-nam | Quảng Nam | Quang Nam | PROVINCE | QNA | L3
da-nang | Đà Nẵng | Da Nang | CITY | DNA | L7
thua-thien-hue | Thừa Thiên Huế | Thua Thien Hue | PROVINCE | TTH | L7`;

/** The answer of the register as a table of the same form. */
export function table<T>(rows: T[], ...columns: ((row: T) => string | null)[]): string {
  return rows.map((row) => `\n${columns.map((column) => column(row) ?? "-").join(" | ")}`).join("");
}

/** A table whose rows come in no order that the report gives. */
export const unordered = (text: string) => text.trim().split("\n").sort();

export const keys = (rows: { key: string }[]) => rows.map((row) => row.key).join(" ");
export const lines = ({ sources }: { sources: { locator: string }[] }) => sources.map((each) => each.locator).join(" ");

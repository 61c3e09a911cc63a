// Vietnamese words that names and titles are made of.

export const FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split(" ");
export const MIDDLE = "Văn Thị Hữu Đức Minh Thanh Quốc Ngọc Xuân Hồng Công Đình Thu Kim".split(" ");
export const GIVEN = (
  "An Anh Bình Chi Cường Dũng Đạt Đông Giang Hà Hải Hạnh Hiếu Hoa Hùng Hương Khánh Lan Linh Long Mai Nam Nga " +
  "Nhung Phong Phúc Phương Quang Sơn Tâm Thảo Thắng Thủy Toàn Trang Trung Tuấn Tùng Uyên Vân Việt Yến"
).split(" ");

export const POSTS = [
  ["Chủ tịch UBND", "Chairman of the People's Committee", "PEOPLES_COMMITTEE"],
  ["Phó Chủ tịch UBND", "Vice Chairman of the People's Committee", "PEOPLES_COMMITTEE"],
  ["Bí thư", "Secretary of the Party Committee", "PARTY_COMMITTEE"],
  ["Phó Bí thư", "Deputy Secretary of the Party Committee", "PARTY_COMMITTEE"],
  ["Chủ tịch HĐND", "Chairman of the People's Council", "PEOPLES_COUNCIL"],
  ["Chủ tịch Ủy ban MTTQ", "Chairman of the Fatherland Front", "FATHERLAND_FRONT"],
];

export const ACTS = [
  ["Hỗ trợ xây dựng", "Help to build"],
  ["Đầu tư nâng cấp", "Invest in upgrading"],
  ["Phối hợp quy hoạch", "Jointly plan"],
  ["Chuyển giao công nghệ cho", "Transfer technology to"],
  ["Tu bổ, tôn tạo", "Restore"],
  ["Đào tạo cán bộ cho", "Train staff for"],
  ["Quảng bá và xúc tiến", "Promote"],
  ["Cấp học bổng cho", "Give scholarships to"],
  ["Mở rộng và kết nối", "Extend and connect"],
  ["Khảo sát, đánh giá", "Survey and assess"],
];

export const THINGS = [
  ["trường trung học cơ sở", "the lower secondary school"],
  ["trạm y tế", "the health station"],
  ["khu bảo tồn di tích", "the heritage area"],
  ["tuyến du lịch làng nghề", "the craft village tour"],
  ["vùng trồng sâm Ngọc Linh", "the Ngọc Linh ginseng area"],
  ["hệ thống cấp nước sạch", "the clean water system"],
  ["khu công nghiệp hỗ trợ", "the supporting industry park"],
  ["chợ đầu mối nông sản", "the farm produce market"],
  ["cầu dân sinh", "the village bridge"],
  ["trung tâm dữ liệu số", "the digital data centre"],
  ["đường giao thông nông thôn", "the rural road"],
  ["nhà văn hóa cộng đồng", "the community house"],
];

export const PLACES = [
  ["xã vùng cao", "the highland commune"],
  ["huyện miền núi", "the mountain district"],
  ["thị trấn ven biển", "the coastal town"],
  ["phố cổ", "the old quarter"],
  ["vùng đồng bằng", "the delta"],
  ["cửa khẩu", "the border gate"],
];

export const PROGRAMMES = [
  ["Chương trình hợp tác", "Cooperation programme"],
  ["Thỏa thuận kết nghĩa", "Twinning agreement"],
  ["Đề án phát triển", "Development scheme"],
  ["Kế hoạch liên kết vùng", "Regional linkage plan"],
];

export const REASONS = [
  "Chờ bố trí vốn",
  "Vướng giải phóng mặt bằng",
  "Điều chỉnh quy hoạch",
  "Chưa thống nhất phương án",
];

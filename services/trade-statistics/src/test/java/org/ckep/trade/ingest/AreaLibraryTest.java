package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Areas are called as our own list says, and every number under which UN Comtrade has reported one is known. */
@QuarkusTest
class AreaLibraryTest {
    /** Numbers of reporters and partners in files of UN Comtrade from 1988 to 2017. */
    private static final String REPORTED = """
            0 4 8 10 12 16 20 24 28 31 32 36 40 44 48 50 51 52 56 58 60 64 68 70 72 74 76 80 84 86 90 92 96 97
            100 104 108 112 116 120 124 129 132 136 140 144 148 152 156 162 166 170 174 175 178 180 184 188 191
            192 196 200 203 204 208 212 214 218 221 222 226 230 231 232 233 234 238 239 242 246 251 254 258 260
            262 266 268 270 275 276 278 280 288 290 292 296 300 304 308 312 316 320 324 328 332 334 336 340 344
            348 352 360 364 368 372 376 380 381 384 388 392 398 400 404 408 410 414 417 418 422 426 428 430 434
            440 442 446 450 454 458 462 466 470 471 473 474 478 480 484 490 492 496 498 499 500 504 508 512 516
            520 524 527 528 530 531 533 534 535 536 540 548 554 558 562 566 568 570 574 577 579 580 581 582 583
            584 585 586 591 598 600 604 608 612 616 620 624 626 634 636 637 638 642 643 646 652 654 659 660 662
            666 670 674 678 682 686 688 690 694 699 702 703 704 705 706 710 711 716 720 724 728 729 732 736 740
            748 752 757 760 762 764 768 772 776 780 784 788 792 795 796 798 800 804 807 810 818 826 834 837 838
            839 842 849 854 858 860 862 876 879 882 886 887 890 891 894 899 975""";

    @Inject
    DataSource dataSource;

    @Test
    void everyNumberOfRealFilesStandsForAnArea() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            FileCodes codes = FileCodes.read(connection);
            assertThat(REPORTED.split("\\s+")).allSatisfy(number -> assertThat(codes.area(Integer.parseInt(number)))
                    .isPresent());
        }
    }

    /** UN statistics report it under 490. */
    @Test
    void anAreaThatUnStatisticsDoNotReportIsLeftToTheList() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            FileCodes codes = FileCodes.read(connection);
            assertThat(codes.area(158)).isEmpty();
            assertThat(codes.isArea("TW")).isFalse();
            assertThat(codes.area(490)).contains("490");
            // Not Monaco, whose trade UN Comtrade counts with that of France.
            assertThat(codes.area(492)).contains("X492");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "KP   | ECONOMY  | Democratic People's Republic of Korea | 朝鲜 | 북한",
                "KR   | ECONOMY  | Republic of Korea | 韩国 | 대한민국",
                "CN   | ECONOMY  | China | 中国 | 중국",
                "HK   | ECONOMY  | China, Hong Kong SAR | 中国香港特别行政区 | 중국 홍콩특별행정구",
                "MO   | ECONOMY  | China, Macao SAR | 中国澳门特别行政区 | 중국 마카오특별행정구",
                "490  | NES_AREA | Other Asia, not elsewhere specified | 亚洲其他地区（未另列明） | 기타 아시아(미분류)",
                "PS   | ECONOMY  | State of Palestine | 巴勒斯坦国 | 팔레스타인",
                "X810 | FORMER   | Former USSR | 前苏联 | 구 소련",
                "X097 | GROUP    | European Union | 欧洲联盟 | 유럽연합"
            })
    void areasAreTypedAndNamedAsTheListSays(String code, String kind, String en, String zh, String ko) {
        String file = new ComtradeFile()
                .row("cmdCode", "050100", "partnerCode", "408")
                .row("cmdCode", "050100", "partnerCode", "344")
                .row("cmdCode", "050100", "partnerCode", "446")
                .row("cmdCode", "050100", "partnerCode", "490")
                .row("cmdCode", "050100", "partnerCode", "275")
                .row("cmdCode", "050100", "partnerCode", "810")
                .row("cmdCode", "050100", "partnerCode", "97")
                .text();
        upload(file, "source=COMTRADE_V1");
        Map<String, Object> item = given().get("/trade/v1/codelists/CL_AREA/codes?limit=500")
                .jsonPath()
                .getMap("data.find { it.code == '" + code + "' }");
        assertThat(item).containsEntry("kind", kind);
        Map<?, ?> names = (Map<?, ?>) item.get("names");
        assertThat(names.get("en")).isEqualTo(Map.of("text", en, "status", "ORIGINAL"));
        assertThat(names.get("zh-Hans")).isEqualTo(Map.of("text", zh, "status", "WORKING"));
        assertThat(names.get("ko")).isEqualTo(Map.of("text", ko, "status", "WORKING"));
    }

    /** The JDK's names change with its version, and are nobody's official ones. */
    @Test
    void noNameOfAnAreaComesFromTheJdk() {
        ArchRuleDefinition.noClasses()
                .should()
                .callMethod(Locale.class, "getDisplayCountry")
                .orShould()
                .callMethod(Locale.class, "getDisplayCountry", Locale.class)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.ckep.trade"));
    }

    @Test
    void theLibraryIsWholeInThreeLanguages() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) filter (where length(code) = 2),
                               count(*) filter (where not names ?& array['en', 'zh-Hans', 'ko']),
                               count(*) filter (where code !~ '^[A-Z]'),
                               count(*) filter (where not exists (select 1 from area_number where area = code)
                                                and code <> 'MC'),
                               count(*) - count(distinct names -> 'en') from area_library""")) {
            assertThat(row.next()).isTrue();
            assertThat(List.of(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)))
                    .containsExactly(248, 0, 0, 0, 0);
        }
    }
}

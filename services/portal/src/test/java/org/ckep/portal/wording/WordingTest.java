package org.ckep.portal.wording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import org.ckep.kernel.value.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Wording in(String language) {
        return switch (Language.ofTag(language)) {
            case EN -> new Wording(Language.EN, Locale.ENGLISH);
            case ZH_HANS -> new Wording(Language.ZH_HANS, Locale.CHINESE);
            case KO -> new Wording(Language.KO, Locale.KOREAN);
        };
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The end of a claim is the first day on which it no longer holds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "en|2024|2025|2024",
                "zh-Hans|2024|2025|2024年",
                "ko|2024|2025|2024년",
                "en|2020|2025|2020–2024",
                "zh-Hans|2020|2025|2020年至2024年",
                "ko|2020|2025|2020년~2024년",
                "en|2026-Q1|2026-Q3|Q1 2026 – Q2 2026",
                "ko|2026-Q1|2026-Q3|2026년 1분기 ~ 2026년 2분기",
                "en|2026-01-04|2026-01-08|4–7 January 2026",
                "en|2024|2024|2024",
                "en|2024|-|since 2024",
                "zh-Hans|2024|-|2024年起",
                "ko|-|2025|2024년까지",
                "en|-|-|''"
            })
    void theEndOfAClaimIsNotPartOfIt(String language, String from, String to, String shown) {
        String claim = "{" + (from == null ? "" : "'validFrom':'" + from + "'")
                + (from != null && to != null ? "," : "") + (to == null ? "" : "'validTo':'" + to + "'") + "}";
        assertThat(in(language).validity(json(claim))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 4–7 January 2026",
        "zh-Hans, 2026年1月4日至7日",
        "ko, 2026년 1월 4일~7일",
    })
    void theEndOfAVisitIsPartOfIt(String language, String shown) {
        JsonNode visit = json("{'start':{'date':'2026-01-04','precision':'DAY'},'end':'2026-01-07'}");
        assertThat(in(language).span(visit.path("start"), visit.path("end"))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|2026-H1|first half of 2026",
                "zh-Hans|2026-H2|2026年下半年",
                "ko|2026-H2|2026년 하반기",
                "zh-Hans|2026-Q2|2026年第2季度",
                "en|2026-03|March 2026",
                "zh-Hans|2026-03|2026年3月",
                "ko|2026-03-05|2026년 3월 5일"
            })
    void datesAreShownAsExactlyAsTheyAreKnown(String language, String date, String shown) {
        assertThat(in(language).date(json("'" + date + "'"))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|328080000000.00|USD|USD 328.08 billion",
                "zh-Hans|328080000000.00|USD|3,280.8亿美元",
                "ko|328080000000.00|USD|3,280.8억 미국 달러",
                "en|942000000|USD|USD 942 million",
                "zh-Hans|942000000|CNY|9.42亿元人民币",
                "ko|1200000000000|KRW|1.2조 원",
                "en|1234567890123|USD|USD 1,234,567,890,123",
                "en|1234567890123.45|USD|USD 1,234,567,890,123.45",
                "zh-Hans|-25000|USD|-2.5万美元",
                "en|950|CHF|CHF 950"
            })
    void moneyIsNeverRounded(String language, String amount, String currency, String shown) {
        JsonNode value = json("{'type':'money','money':{'amount':'" + amount + "','currency':'" + currency + "'}}");
        assertThat(in(language).claimValue(value).value().value()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "en|'quantity':{'value':'200','relation':'GT','countingUnit':'ENTERPRISE'}|more than 200 enterprises",
                "zh-Hans|'quantity':{'value':'200','relation':'GT','countingUnit':'ENTERPRISE'}|超过200家企业",
                "ko|'quantity':{'value':'200','relation':'GT','countingUnit':'ENTERPRISE'}|기업 200개 초과",
                "ko|'quantity':{'value':'21','relation':'EQ','countingUnit':'YEAR'}|21년",
                "en|'quantity':{'value':'40','relation':'EQ','unit':'%'}|40%",
                "en|'quantity':{'value':'12000','upper':'15000','relation':'RANGE','unit':'GWh'}|12,000–15,000 GWh",
                "en|'quantity':{'value':'3','relation':'EQ','countingUnit':'TRIAL_LINE'}|3 trial line"
            })
    void quantitiesKeepRelationAndUnit(String language, String quantity, String shown) {
        JsonNode value = json("{'type':'quantity'," + quantity + "}");
        assertThat(in(language).claimValue(value).value().value().replace('\u00a0', ' '))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "en|'exact':'40'|40%",
                "en|'min':'40','exclusiveMin':true|more than 40%",
                "ko|'min':'40'|40% 이상",
                "zh-Hans|'max':'10'|至多10%",
                "en|'min':'10','max':'20'|10–20%",
                "zh-Hans|'unknownReason':'UNDISCLOSED'|未披露"
            })
    void sharesMayBeExactOpenOrUnknown(String language, String share, String shown) {
        assertThat(in(language).share(json("{" + share + "}"))).isEqualTo(shown);
    }

    @Test
    void theSourcesOwnWordsStayBesideTheLevel() {
        Stated stated = in("ko").claimValue(
                        json("{'type':'qualitative','qualitative':{'level':'HIGH','words':'highly reliant'}}"));
        assertThat(stated.value()).isEqualTo(new Text("높음", "ko"));
        assertThat(stated.words()).isEqualTo(new Text("highly reliant", "en"));
    }

    @Test
    void wordsWithoutALevelAreTheSourcesOwn() {
        Stated stated =
                in("ko").claimValue(json("{'type':'qualitative','qualitative':{'words':'relies on supplies'}}"));
        assertThat(stated.value().isEmpty()).isTrue();
        assertThat(stated.words()).isEqualTo(new Text("relies on supplies", "en"));
    }

    @Test
    void aRankIsAPlaceOrALevel() {
        assertThat(in("zh-Hans")
                        .claimValue(json("{'type':'rank','rank':1}"))
                        .value()
                        .value())
                .isEqualTo("第1位");
        assertThat(in("en").claimValue(json("{'type':'rank','level':{'level':'TOP_TIER'}}"))
                        .value()
                        .value())
                .isEqualTo("top tier");
    }

    @Test
    void aTextThatIsNotThereInTheVisitorsLanguageSaysInWhichItIs() {
        Wording words = in("ko");
        assertThat(words.text(
                        json("{'en':{'text':'CGTN','status':'ORIGINAL'},'zh-Hans':{'text':'国际','status':'WORKING'}}")))
                .isEqualTo(new Text("CGTN", "en"));
        assertThat(words.hasWorkingTranslations()).isFalse();
        assertThat(words.text(json("{'en':{'text':'a','status':'ORIGINAL'},'ko':{'text':'가','status':'WORKING'}}")))
                .isEqualTo(new Text("가", "ko"));
        assertThat(words.hasWorkingTranslations()).isTrue();
    }

    @Test
    void aPartyWithoutNameIsSaidToBeSo() {
        assertThat(in("en").party(json("{'unnamed':{'side':'CN'}}")).value()).isEqualTo("not named (China)");
        assertThat(in("zh-Hans").party(json("{'org':{'unnamed':{}}}")).value()).isEqualTo("未具名");
        assertThat(in("en").party(json("{'orgId':'urn:ckep:organisation:1'}")).value())
                .isEqualTo("name not known here");
    }

    @Test
    void anUnknownCodeIsReadable() {
        assertThat(in("ko").label("project-state", "UNDER_REVIEW")).isEqualTo("under review");
        assertThat(in("en").label("attribute", "kr-export-share")).isEqualTo("kr export share");
        assertThat(in("ko").sector("QUANTUM")).isEqualTo(new Text("quantum", "en"));
    }

    @Test
    void aSectorHasTheNameThatTheRegisterGivesIt() {
        Wording words = in("zh-Hans");
        words.learnSectors(json("[{'code':'QUANTUM','name':{'zh-Hans':{'text':'量子','status':'OFFICIAL'}}}]"));
        assertThat(words.sectors(json("[{'code':'QUANTUM','share':'60'},'SEMI']")))
                .extracting(Text::value)
                .containsExactly("量子", "半导体");
    }

    @Test
    void aSectorsUnconfirmedNameCountsOnlyWhereItIsShown() {
        Wording words = in("ko");
        words.learnSectors(json("[{'code':'SEMI','name':{'ko':{'text':'반도체','status':'WORKING'}}}]"));
        assertThat(words.hasWorkingTranslations()).isFalse();
        assertThat(words.sector("SEMI").value()).isEqualTo("반도체");
        assertThat(words.hasWorkingTranslations()).isTrue();
    }
}

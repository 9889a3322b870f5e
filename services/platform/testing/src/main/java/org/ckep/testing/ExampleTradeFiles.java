package org.ckep.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The example figures of a first start, every one of them invented and the same each time: a small world whose economies
 * all trade with each other, so that every indicator has something to compare with, and figures of the customs of China
 * and Korea.
 *
 * <p>Needs nothing but a JDK: {@code java ExampleTradeFiles.java FOLDER} writes both files.
 */
public final class ExampleTradeFiles {
    /** Source under which the world is uploaded. */
    public static final String WORLD_SOURCE = "GENERATED";

    public static final String WORLD_NAME = "trade-world-invented.csv";
    public static final String NATIONAL_NAME = "trade-national-invented.csv";

    /** The years of the world. */
    public static final int FIRST_YEAR = 2022;

    public static final int LAST_YEAR = 2023;

    /** The years of the customs' figures: nobody takes products of HS 2022 in such years for what was traded. */
    private static final int FIRST_NATIONAL_YEAR = 1901;

    private static final int LAST_NATIONAL_YEAR = 1904;

    private static final String WORLD_HEADER =
            "typeCode,freqCode,period,reporterCode,reporterDesc,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,"
                    + "cmdDesc,aggrLevel,customsCode,motCode,netWgt,cifvalue,fobvalue,primaryValue";
    private static final String NATIONAL_HEADER =
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,"
                    + "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,VALUATION";

    private static final int CHINA = 156;
    private static final int KOREA = 410;
    private static final int WORLD = 0;

    /** China, Korea, Japan, the United States, Germany, Viet Nam. */
    private static final List<Integer> ECONOMIES = List.of(CHINA, KOREA, 392, 842, 276, 704);

    /**
     * One product of each chapter, so that chapters, products and totals add up. None is of a sector of the first data: the
     * pages of sectors show the figures of all sources.
     */
    private static final List<String> PRODUCTS =
            List.of("270900", "282520", "390210", "610910", "640399", "720839", "847130", "850760", "870323", "901380");

    private static final int DIGITS_OF_CHAPTER = 2;

    private ExampleTradeFiles() {}

    /**
     * Writes both files.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.writeString(folder.resolve(WORLD_NAME), world(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve(NATIONAL_NAME), national(), StandardCharsets.UTF_8);
    }

    /** The trade of six economies with each other, in columns of UN Comtrade v1. */
    public static String world() {
        StringBuilder file = new StringBuilder(WORLD_HEADER).append('\n');
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            for (int reporter : ECONOMIES) {
                for (boolean exports : new boolean[] {true, false}) {
                    addFlow(file, year, reporter, exports);
                }
            }
        }
        return file.toString();
    }

    private static void addFlow(StringBuilder file, int year, int reporter, boolean exports) {
        Amount all = new Amount(0, 0);
        for (int partner : ECONOMIES) {
            if (partner != reporter) {
                Amount total = new Amount(0, 0);
                for (String product : PRODUCTS) {
                    Amount amount = amount(year, reporter, partner, product, exports);
                    addProduct(file, year, reporter, partner, product, amount, exports);
                    total = total.plus(amount);
                }
                // Pages of totals show what China and Korea trade with each other; invented totals do not belong there.
                if (reporter + partner != CHINA + KOREA) {
                    addRow(file, year, reporter, partner, "TOTAL", total, exports);
                }
                all = all.plus(total);
            }
        }
        for (String product : PRODUCTS) {
            Amount world = new Amount(0, 0);
            for (int partner : ECONOMIES) {
                world = partner == reporter ? world : world.plus(amount(year, reporter, partner, product, exports));
            }
            addProduct(file, year, reporter, WORLD, product, world, exports);
        }
        addRow(file, year, reporter, WORLD, "TOTAL", all, exports);
    }

    private static void addProduct(
            StringBuilder file, int year, int reporter, int partner, String product, Amount amount, boolean exports) {
        addRow(file, year, reporter, partner, product.substring(0, DIGITS_OF_CHAPTER), amount, exports);
        addRow(file, year, reporter, partner, product, amount, exports);
    }

    private static void addRow(
            StringBuilder file, int year, int reporter, int partner, String commodity, Amount amount, boolean exports) {
        int level = commodity.equals("TOTAL") ? 0 : commodity.length();
        file.append("C,A,").append(year).append(',').append(reporter).append(",invented,");
        file.append(exports ? 'X' : 'M')
                .append(',')
                .append(partner)
                .append(",0,H6,")
                .append(commodity);
        file.append(",invented,").append(level).append(",C00,0,").append(level == 0 ? "" : amount.weight());
        file.append(exports ? ",," : "," + amount.value() + ",");
        file.append(exports ? amount.value() : "")
                .append(',')
                .append(amount.value())
                .append('\n');
    }

    /**
     * An amount of a product.
     *
     * @param value in USD
     * @param weight in kg
     */
    private record Amount(long value, long weight) {
        Amount plus(Amount other) {
            return new Amount(value + other.value, weight + other.weight);
        }
    }

    /** Importers see the same goods dearer, by up to a quarter. */
    private static Amount amount(int year, int reporter, int partner, String product, boolean exports) {
        int from = exports ? reporter : partner;
        int to = exports ? partner : reporter;
        int strength = random(1, from, 0, product).nextInt(10);
        SplittableRandom traded = random(year, from, to, product);
        long value = 1_000L * (1 + strength * strength) * (50 + traded.nextInt(100));
        long weight = value / (2 + random(2, 0, 0, product).nextInt(40)) * (80 + traded.nextInt(40)) / 100;
        long premium = 102 + traded.nextInt(24);
        return exports ? new Amount(value, weight) : new Amount(value * premium / 100, weight);
    }

    private static SplittableRandom random(int year, int from, int to, String product) {
        return new SplittableRandom(((year * 1_000L + from) * 1_000L + to) * 1_000_000L + Long.parseLong(product));
    }

    /** Trade between China and Korea as the customs of each might report it, as a message of SDMX-CSV 2. */
    public static String national() {
        StringBuilder file = new StringBuilder(NATIONAL_HEADER).append('\n');
        for (int reporter : List.of(CHINA, KOREA)) {
            for (boolean exports : new boolean[] {true, false}) {
                for (String product : List.of("282520", "850760")) {
                    for (int year = FIRST_NATIONAL_YEAR; year <= LAST_NATIONAL_YEAR; year++) {
                        Amount amount = amount(year, reporter, CHINA + KOREA - reporter, product, exports);
                        String valuation = exports ? "FOB" : "CIF";
                        addMeasure(
                                file,
                                reporter,
                                exports,
                                product,
                                year,
                                "TRADE_VALUE",
                                amount.value(),
                                "USD",
                                valuation);
                        addMeasure(file, reporter, exports, product, year, "NET_WEIGHT", amount.weight(), "KG", "");
                    }
                }
            }
        }
        return file.toString();
    }

    /** Status G is "experimental": each figure says of itself that it is no finding of any customs. */
    private static void addMeasure(
            StringBuilder file,
            int reporter,
            boolean exports,
            String product,
            int year,
            String measure,
            long amount,
            String unit,
            String valuation) {
        boolean chinese = reporter == CHINA;
        file.append("dataflow,CKEP:DF_BTS_NATIONAL_A(1.0.0),R,A,").append(chinese ? "CN" : "KR");
        file.append(exports ? ",X," : ",M,").append("HS22_").append(product).append(chinese ? ",KR" : ",CN");
        file.append(",C00,")
                .append(measure)
                .append(',')
                .append(year)
                .append(',')
                .append(amount);
        file.append(',').append(unit).append(",G,").append(valuation).append('\n');
    }
}

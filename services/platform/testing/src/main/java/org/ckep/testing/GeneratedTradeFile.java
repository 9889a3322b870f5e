package org.ckep.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Trade figures that are invented, the same for the same number and seed: both reporters, their partners, imports and
 * exports by product and year, with all 47 columns of UN Comtrade v1. The whole history of a product comes before the next
 * product. In a database that keeps its figures, for uploads as {@code source=GENERATED} only.
 *
 * <p>Needs nothing but a JDK: {@code java GeneratedTradeFile.java 1000000 1 > generated.csv}.
 */
public final class GeneratedTradeFile {
    private static final String HEADER =
            "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,"
                    + "reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,"
                    + "classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,"
                    + "customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,"
                    + "altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,"
                    + "isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate";
    private static final String[] REPORTERS = {"156,CHN,China (generated)", "410,KOR,\"Korea, Republic of (generated)\""
    };
    private static final String[] FLOWS = {"M,Import", "X,Export"};
    private static final String[] PARTNERS = {
        "0,W00", "156,CHN", "410,KOR", "842,USA", "392,JPN", "344,HKG", "490,S19", "704,VNM", "276,DEU", "643,RUS",
        "36,AUS", "76,BRA", "360,IDN", "458,MYS", "764,THA", "702,SGP", "608,PHL", "826,GBR", "251,FRA", "381,ITA",
        "528,NLD", "724,ESP", "124,CAN", "484,MEX", "152,CHL", "710,ZAF", "682,SAU", "784,ARE", "792,TUR", "616,POL"
    };
    private static final int FIRST_YEAR = 1995;

    /** The last year of every history. */
    public static final int LAST_YEAR = 2024;

    /** Rows of one product: all years, partners, flows and reporters. */
    public static final int ROWS_OF_PRODUCT =
            REPORTERS.length * FLOWS.length * PARTNERS.length * (LAST_YEAR - FIRST_YEAR + 1);

    private static final int CHAPTERS = 96;

    private GeneratedTradeFile() {}

    /**
     * Prints a file.
     *
     * @param args number of rows, and the seed (1 where it is not given)
     */
    public static void main(String[] args) {
        long rows = Long.parseLong(args[0]);
        write(System.out, rows, args.length > 1 ? Long.parseLong(args[1]) : 1);
        System.out.flush();
    }

    /** Writes rows with different keys; the same for the same seed. */
    public static void write(OutputStream out, long rows, long seed) {
        write(out, 0, rows, seed);
    }

    /** Writes the rows of these numbers, the last one left out; no two numbers share a key. */
    public static void write(OutputStream out, long from, long to, long seed) {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        StringBuilder line = new StringBuilder(400);
        try {
            text.write(HEADER + "\n");
            for (long number = from; number < to; number++) {
                line.setLength(0);
                row(line, number, seed);
                text.append(line);
            }
            text.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Six digits of HS 2022 that stand for the product of that number; chapter 77 is reserved and left out. */
    public static String product(long number) {
        long chapter = 1 + number % CHAPTERS;
        long rest = number / CHAPTERS;
        return twoDigits(chapter >= 77 ? chapter + 1 : chapter) + twoDigits(1 + rest / 90) + twoDigits(10 + rest % 90);
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    /** The row's number, read digit by digit in changing bases, gives its key. */
    private static void row(StringBuilder line, long number, long seed) {
        long rest = number;
        String reporter = REPORTERS[(int) (rest % REPORTERS.length)];
        rest /= REPORTERS.length;
        int flow = (int) (rest % FLOWS.length);
        rest /= FLOWS.length;
        String partner = PARTNERS[(int) (rest % PARTNERS.length)];
        rest /= PARTNERS.length;
        long year = LAST_YEAR - rest % (LAST_YEAR - FIRST_YEAR + 1);
        String product = product(rest / (LAST_YEAR - FIRST_YEAR + 1));
        SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
        long value = 1_000 + random.nextLong(100_000_000);
        long weight = 1 + value / (1 + random.nextInt(50));
        line.append("C,A,")
                .append(year)
                .append("0101,")
                .append(year)
                .append(",52,")
                .append(year);
        line.append(',').append(reporter).append(',').append(FLOWS[flow]);
        line.append(',')
                .append(partner)
                .append(",Partner,0,W00,World,H6,HS,True,")
                .append(product);
        line.append(",\"Product ").append(product).append(", generated\",6,True,C00,TOTAL CPC,0,0,TOTAL MOT,8,kg,");
        line.append(weight).append(",False,5,u,").append(1 + weight / 7).append(",True,");
        line.append(weight).append(".5,False,").append(weight + weight / 20).append(",True,");
        String valued = value + ".25";
        line.append(flow == 0 ? valued : "0").append(',').append(flow == 0 ? "0" : valued);
        line.append(',').append(valued).append(",0,True,False\n");
    }
}

package org.ckep.trade;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Trade figures that are invented, the same for the same arguments: both reporters, their partners, imports and exports
 * by product and year, in the layout of UN Comtrade v1. For uploads as {@code source=GENERATED} only.
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
    private static final String[] REPORTERS = {"156,CHN,generated", "410,KOR,generated"};
    private static final int[] PARTNERS = {0, 156, 410, 842, 392, 344, 490, 704, 276, 643, 36, 76, 360, 458, 764};
    private static final int FIRST_YEAR = 1995;
    private static final int LAST_YEAR = 2024;

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
        SplittableRandom random = new SplittableRandom(seed);
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try {
            text.write(HEADER + "\n");
            for (long i = 0; i < rows; i++) {
                text.write(row(i, random));
            }
            text.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The row's number, read digit by digit in changing bases, gives its key: no two rows share one. */
    private static String row(long number, SplittableRandom random) {
        long rest = number;
        String reporter = REPORTERS[(int) (rest % 2)];
        rest /= 2;
        boolean imports = rest % 2 == 0;
        rest /= 2;
        int partner = PARTNERS[(int) (rest % PARTNERS.length)];
        rest /= PARTNERS.length;
        int year = LAST_YEAR - (int) (rest % (LAST_YEAR - FIRST_YEAR + 1));
        rest /= LAST_YEAR - FIRST_YEAR + 1;
        String commodity = String.format(Locale.ROOT, "%06d", 10_000 + rest);
        long value = 1_000 + random.nextLong(100_000_000);
        long weight = 1 + value / (1 + random.nextInt(50));
        return String.format(
                        Locale.ROOT,
                        "C,A,%1$d0101,%1$d,52,%1$d,%2$s,%3$s,,%4$d,,generated,0,W00,World,H6,HS,True,%5$s,generated,6,True,"
                                + "C00,TOTAL CPC,0,0,TOTAL MOT,8,kg,%6$d,False,-1,N/A,,False,%6$d,False,0,False,%7$s,%8$s,"
                                + "%9$d,0,True,False%n",
                        year,
                        reporter,
                        imports ? "M" : "X",
                        partner,
                        commodity,
                        weight,
                        imports ? Long.toString(value) : "0",
                        imports ? "0" : Long.toString(value),
                        value)
                .replace("\r\n", "\n");
    }
}

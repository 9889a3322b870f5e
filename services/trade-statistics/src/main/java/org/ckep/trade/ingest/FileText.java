package org.ckep.trade.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file whose encoding its sender may not have told. UTF-8 is taken wherever the beginning of the file is
 * valid UTF-8; else the beginning decides between the encodings in which the two customs offices write.
 *
 * @param charset by which it is read
 */
record FileText(Reader reader, Charset charset) {
    /** How much of a file is looked at before it is read. */
    static final int WINDOW = 1 << 17;

    /** Superset of GBK and GB 2312. */
    static final Charset CHINESE = Charset.forName("GB18030");

    /** Superset of EUC-KR. */
    static final Charset KOREAN = Charset.forName("x-windows-949");

    private static final int ENOUGH_SYLLABLES = 12;
    private static final double NEARLY_ALL = 0.95;

    private static final Map<String, Charset> DECLARED = Map.ofEntries(
            Map.entry("utf-8", StandardCharsets.UTF_8),
            Map.entry("us-ascii", StandardCharsets.UTF_8),
            Map.entry("gbk", CHINESE),
            Map.entry("gb2312", CHINESE),
            Map.entry("gb18030", CHINESE),
            Map.entry("euc-kr", KOREAN),
            Map.entry("ks_c_5601-1987", KOREAN),
            Map.entry("cp949", KOREAN),
            Map.entry("ms949", KOREAN),
            Map.entry("windows-949", KOREAN));

    /** The encoding of a name in a media type, or empty for one that is not read. */
    static Optional<Charset> declared(String name) {
        return Optional.ofNullable(DECLARED.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The name under which an encoding is reported. */
    String charsetName() {
        return charset.equals(KOREAN) ? "EUC-KR" : charset.name();
    }

    /**
     * Begins to read a text.
     *
     * @param content of which the beginning is looked at
     * @param declared the encoding that the sender told, null where it is to be found out
     * @throws RefusedFileException where it cannot be found out
     */
    static FileText open(InputStream content, @Nullable Charset declared) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(content, WINDOW + 1);
        Charset charset = declared == null ? detect(beginning(buffered)) : declared;
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new FileText(new InputStreamReader(buffered, decoder), charset);
    }

    private static byte[] beginning(BufferedInputStream content) throws IOException {
        content.mark(WINDOW);
        byte[] beginning = content.readNBytes(WINDOW);
        content.reset();
        return beginning;
    }

    static Charset detect(byte[] beginning) {
        if (isUtf16(beginning)) {
            throw new RefusedFileException(Reason.UNKNOWN_CHARSET, "The file is in UTF-16; UTF-8 is read.");
        }
        if (decode(beginning, StandardCharsets.UTF_8) != null) {
            return StandardCharsets.UTF_8;
        }
        CharSequence korean = decode(beginning, KOREAN);
        CharSequence chinese = decode(beginning, CHINESE);
        Syllables syllables = korean == null ? new Syllables(0, 0) : Syllables.in(korean);
        if (syllables.share() >= NEARLY_ALL && syllables.different() >= ENOUGH_SYLLABLES) {
            return KOREAN;
        }
        if (chinese != null && syllables.share() < NEARLY_ALL) {
            return CHINESE;
        }
        throw new RefusedFileException(
                Reason.UNKNOWN_CHARSET,
                "The file is not in UTF-8, and its text does not tell its encoding; name it in Content-Type, such as"
                        + " text/csv;charset=GBK or text/csv;charset=EUC-KR.");
    }

    private static boolean isUtf16(byte[] beginning) {
        return beginning.length >= 2
                && ((beginning[0] == (byte) 0xfe && beginning[1] == (byte) 0xff)
                        || (beginning[0] == (byte) 0xff && beginning[1] == (byte) 0xfe));
    }

    /** The text, or null where the bytes are none; a character that the window cuts off is no fault. */
    private static @Nullable CharSequence decode(byte[] bytes, Charset charset) {
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        boolean whole = bytes.length < WINDOW;
        CoderResult result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), text, whole);
        return result.isError() ? null : text.flip();
    }

    /**
     * Hangul in a text.
     *
     * @param different how many different syllables there are
     * @param share of all characters beyond ASCII
     */
    private record Syllables(int different, double share) {
        static Syllables in(CharSequence text) {
            Set<Integer> different = new HashSet<>();
            long[] counts = new long[2];
            text.codePoints().filter(character -> character > 0x7f).forEach(character -> {
                counts[0]++;
                if (Character.UnicodeScript.of(character) == Character.UnicodeScript.HANGUL) {
                    counts[1]++;
                    different.add(character);
                }
            });
            return new Syllables(different.size(), counts[0] == 0 ? 0 : (double) counts[1] / counts[0]);
        }
    }
}

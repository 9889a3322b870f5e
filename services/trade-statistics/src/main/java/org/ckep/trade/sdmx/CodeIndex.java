package org.ckep.trade.sdmx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The places of codes in a list, found by their bytes without making an object. */
final class CodeIndex {
    private static final class Key {
        private byte[] code;

        Key(byte[] code) {
            this.code = code;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(code);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(code, key.code);
        }
    }

    private final Map<Key, byte[]> places = new HashMap<>();
    private final Key probe = new Key(new byte[0]);

    CodeIndex(List<String> codes) {
        for (int i = 0; i < codes.size(); i++) {
            places.put(new Key(Utf8Output.bytes(codes.get(i))), Utf8Output.bytes(Integer.toString(i)));
        }
    }

    /** The place as digits. */
    byte[] place(byte[] code) {
        probe.code = code;
        byte[] place = places.get(probe);
        if (place == null) {
            throw new IllegalStateException("a code that was not there when the lists were written");
        }
        return place;
    }
}

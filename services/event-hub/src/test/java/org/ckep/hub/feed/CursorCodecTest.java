package org.ckep.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.Test;

class CursorCodecTest {
    private final CursorCodec codec = new CursorCodec(new byte[] {1, 2, 3});

    @Provide
    Arbitrary<Audience> audiences() {
        return Arbitraries.of(
                Audience.PUBLIC,
                Audience.PARTNER,
                Audience.BILATERAL,
                Audience.SIDE_CN,
                Audience.SIDE_KR,
                Audience.agency("kotra"));
    }

    @Property
    void aCursorIsReadBackByItsAudienceOnly(
            @ForAll("audiences") Audience audience,
            @ForAll("audiences") Audience other,
            @ForAll @LongRange(min = 0) long pos) {
        String cursor = codec.write(audience, pos);

        assertThat(cursor).matches("[A-Za-z0-9_-]{22}");
        assertThat(codec.read(audience, cursor)).hasValue(pos);
        assertThat(codec.read(other, cursor))
                .isEqualTo(other.equals(audience) ? OptionalLong.of(pos) : OptionalLong.empty());
    }

    @Property
    void aChangedCursorIsRefused(@ForAll @LongRange(min = 0) long pos, @ForAll @IntRange(min = 0, max = 127) int bit) {
        byte[] bytes = Base64.getUrlDecoder().decode(codec.write(Audience.PUBLIC, pos));
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));

        assertThat(codec.read(
                        Audience.PUBLIC, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }

    @Property
    void anythingElseIsRefused(@ForAll String text) {
        assertThat(codec.read(Audience.PUBLIC, text)).isEmpty();
    }

    @Test
    void anotherKeysCursorIsRefused() {
        String cursor = new CursorCodec(new byte[] {9}).write(Audience.PUBLIC, 5);
        assertThat(codec.read(Audience.PUBLIC, cursor)).isEmpty();
    }
}

package org.ckep.portal.session;

import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in. The services decide what he may do; the portal knows it only so as not to offer what they refuse.
 *
 * @param name the user name
 * @param accessToken for calls to the gateway
 * @param side the government he acts for, null for none
 * @param agency his ministry or agency, null for none
 * @param roles his functions
 * @param formToken what a form of his session carries
 */
public record Account(
        String name,
        String accessToken,
        @Nullable Side side,
        @Nullable String agency,
        Set<Role> roles,
        String formToken) {

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Without the tokens, which must not reach a log. */
    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}

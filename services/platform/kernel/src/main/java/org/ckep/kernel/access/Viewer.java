package org.ckep.kernel.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. Every answer is computed for a viewer from the values that this viewer may see; side and agency come from
 * the token alone, never from a request.
 *
 * @param subject the token's subject, null without a token
 * @param client the client that the token was issued to, null without a token
 * @param side the government that the viewer acts for; null for the public, agencies and the secretariat
 * @param agency id of the ministry or agency; null where the token names none
 * @param roles functions
 * @param serviceAccount true for a system: it may write and draft, and never signs or approves for its side
 */
public record Viewer(
        @Nullable String subject,
        @Nullable String client,
        @Nullable Side side,
        @Nullable String agency,
        Set<Role> roles,
        boolean serviceAccount) {

    /** The viewer without a token. */
    public static final Viewer PUBLIC = new Viewer(null, null, null, null, Set.of(), false);

    /** Nobody, in whose eyes the register works for a side by itself: what the calendar brings, what a cycle finds. */
    public static Viewer nobody(Side side) {
        return new Viewer(null, null, side, null, Set.of(), true);
    }

    public Viewer {
        roles = Set.copyOf(roles);
    }

    public boolean isPublic() {
        return subject == null;
    }

    public boolean hasRole(Role role) {
        return roles.contains(role);
    }

    /** Rule C5: true where the viewer belongs to the readers of this classification. */
    public boolean mayRead(Classification classification) {
        return switch (classification) {
            case Classification.Public all -> true;
            case Classification.Partner partner ->
                side != null
                        || hasRole(Role.SECRETARIAT)
                        || (agency != null && partner.agencies().contains(agency));
            case Classification.Bilateral bilateral -> side != null || hasRole(Role.SECRETARIAT);
            case Classification.SideOnly only -> side == only.side();
            case Classification.Ministry ministry ->
                side == ministry.side() && ministry.agency().equals(agency);
        };
    }

    /** The narrowest audience that all of the viewer's group belongs to; read copies and feeds are answered from it. */
    public Audience audience() {
        if (side != null) {
            return Audience.side(side);
        }
        if (hasRole(Role.SECRETARIAT)) {
            return Audience.BILATERAL;
        }
        return hasRole(Role.AGENCY) ? Audience.PARTNER : Audience.PUBLIC;
    }
}

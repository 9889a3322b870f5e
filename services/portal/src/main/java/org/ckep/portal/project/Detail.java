package org.ckep.portal.project;

import java.util.List;
import org.ckep.portal.wording.Text;

/**
 * One thing that is known of a project.
 *
 * @param name what it is
 * @param lines what is known of it
 * @param verbatim true for names that stand as they are written
 * @param agreed how both sides came to agree on it
 */
record Detail(String name, List<Text> lines, boolean verbatim, Agreed agreed) {
    /**
     * What belongs together.
     *
     * @param id of its heading on the page
     */
    record Group(String id, String name, List<Detail> details) {}
}

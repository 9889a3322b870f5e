package org.ckep.investment.project;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something about a project that its readers should look at; it refuses nothing. It rests on values of the same answer or
 * of the parent alone, so nobody is warned of what he may not read.
 *
 * @param code what is suspected
 * @param at JSON pointer to the value
 * @param against JSON pointer to the value that it does not go with; /parentProject where that is the parent's value of
 *     the same name
 * @param factor by about how much the two differ
 */
@Schema(name = "ProjectWarning")
record Warning(Code code, String at, String against, long factor) {

    enum Code {
        /** The amount may be given in another unit: thousands, 万/만 or millions, 亿/억. */
        UNIT_SUSPECT
    }
}

/** What every HTTP interface of the platform has in common: viewers, problems, paging, validators, limits. */
@NullMarked
package org.ckep.web;

import org.jspecify.annotations.NullMarked;

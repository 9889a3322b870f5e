package org.ckep.trade.indicator;

import java.util.List;
import java.util.SortedSet;
import org.ckep.trade.indicator.Complexity.Specialisation;

/**
 * Who is specialised in what (RCA of 1 or more).
 *
 * @param economies all that report, those without a specialisation or below the filter included
 * @param products all that are traded
 */
record Specialised(SortedSet<String> economies, SortedSet<String> products, List<Specialisation> specialisations) {}

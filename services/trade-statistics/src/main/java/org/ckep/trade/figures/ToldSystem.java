package org.ckep.trade.figures;

import org.ckep.trade.observation.Frequency;

/**
 * The trade system of a reporter as a source tells it for all figures of a frequency.
 *
 * @param reporter a code of CL_AREA
 * @param system a code of CL_TRADE_SYSTEM: {@code G} general, {@code S} special, {@code _X} where it is told no more
 */
public record ToldSystem(Frequency frequency, String reporter, String system) {}

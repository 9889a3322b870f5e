package org.ckep.portal.form;

import java.util.List;

/**
 * Fields that stand beside each other.
 *
 * @param title what they are about, empty where the form says it
 */
public record Line(String title, List<Input> inputs) {}

package org.ckep.trade.warning;

/** How closely an owner means to follow a rule, by Korean practice: weekly, fortnightly, monthly, quarterly. */
enum Grade {
    A,
    B,
    C,
    D
}

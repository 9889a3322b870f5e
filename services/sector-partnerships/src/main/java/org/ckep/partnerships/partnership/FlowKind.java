package org.ckep.partnerships.partnership;

/** How technology passes from one side to another. */
enum FlowKind {
    LICENCE,
    CROSS_LICENCE,
    KNOW_HOW,
    EQUIPMENT,
    JOINT_DEVELOPMENT,
    UNSTATED
}

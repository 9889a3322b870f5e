package org.ckep.investment.ledger;

/** What a transaction of the ledger is; the first five are types of transactions of IATI. */
enum TransactionType {
    /** Money is bound (IATI 2). */
    COMMITMENT,
    /** Money is put at the project's disposal (IATI 3). */
    DISBURSEMENT,
    /** Money is spent on the project directly (IATI 4). */
    EXPENDITURE,
    /** Shares in the project are bought (IATI 8). */
    EQUITY_PURCHASE,
    /** Shares in the project are sold (IATI 9). */
    EQUITY_SALE,
    /** An earlier transaction is taken back, in whole or in part. */
    REVERSAL
}

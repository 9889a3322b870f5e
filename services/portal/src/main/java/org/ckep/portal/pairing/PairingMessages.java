package org.ckep.portal.pairing;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The words of pairings in English; {@code messages/pairing_zh.properties} and {@code pairing_ko.properties} translate
 * each.
 */
@MessageBundle("pairing")
interface PairingMessages {
    @Message("Records of the same thing")
    String same_thing();

    @Message("Record")
    String record();

    @Message("Side")
    String side();

    @Message("Which part of the thing")
    String part();

    @Message("the whole")
    String whole();

    @Message("Counted in reports")
    String counted();

    @Message("Records that may be of the same thing")
    String candidates();

    @Message(
            "All are of the other side than this record, and both sides are told the same. None is chosen: what is the same thing "
                    + "is agreed by four persons.")
    String candidates_note();

    @Message("No record of the other side seems to be of the same thing.")
    String no_candidates();

    @Message("Score")
    String score();

    @Message("Score {score}: {reasons}")
    String scored(String score, String reasons);

    @Message("What speaks for it")
    String speaks_for_it();

    @Message("Pairings of this record")
    String proposed();

    @Message("Pairing")
    String what();

    @Message("Propose a pairing")
    String propose();

    @Message("Propose a pairing: {title}")
    String propose_of(String title);

    @Message("Propose to end the pairing")
    String propose_end();

    @Message("Propose to end the pairing: {title}")
    String propose_end_of(String title);

    @Message(
            "Choose the records that are of the same thing. Where several are chosen, each is a part of this one; where this "
                    + "record is itself one of several parts, begin at the other side’s record of the whole. The records stay as they "
                    + "are; reports count one side’s in the place of the other’s.")
    String pair_note();

    @Message("The records stay as they are, and reports count each side’s own again.")
    String end_note();

    @Message("Which part of the thing this is, where several are chosen")
    String which_part();

    @Message("Both sides agreed on {since} that these are of one thing.")
    String paired(String since);

    @Message("Reports count the records of: {side}.")
    String counted_side(String side);
}

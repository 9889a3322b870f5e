package org.ckep.portal.project;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of change sets in English; {@code messages/change_zh.properties} and {@code change_ko.properties} translate each. */
@MessageBundle("change")
interface ChangeMessages {
    @Message("Change sets")
    String waiting();

    @Message("What both governments change together: four persons sign each change, two of each side.")
    String waiting_note();

    @Message("Waiting for you")
    String for_me();

    @Message("Waiting for others of your side")
    String for_my_side();

    @Message("Waiting for the other side")
    String for_other_side();

    @Message("Nothing waits here.")
    String nothing_waits();

    @Message("Projects that were looked through, newest first: {projects}.")
    String looked_through(int projects);

    @Message("Look through older projects")
    String look_further();

    @Message("Project")
    String project();

    @Message("Changes")
    String subject();

    @Message("Proposed by")
    String proposed_by();

    @Message("Next")
    String turn();

    @Message("Expires")
    String deadline();

    @Message("Change sets of this project")
    String changes();

    @Message("Propose a change")
    String propose_change();

    @Message("Propose that both sides keep this record")
    String propose_joint();

    @Message("Both sides’ figures")
    String figures();

    @Message("The agreed value and each side’s own figure beside each other. The platform never averages them.")
    String figures_note();

    @Message("Committed and paid")
    String ledger();

    @Message(
            "By each ledger that you may read. Both sides may keep the same promise, so their sums are never added up.")
    String ledger_note();

    @Message("Whose ledger")
    String whose_ledger();

    @Message("Count")
    String ledger_count();

    @Message("Committed")
    String ledger_committed();

    @Message("Paid")
    String ledger_paid();

    @Message("Outstanding")
    String ledger_outstanding();

    @Message("Phases")
    String phases();

    @Message("Each phase is a project with its own sum, dates and state.")
    String phases_note();

    @Message("Total investment")
    String total_investment();

    @Message("before: {plan}")
    String planned_before(String plan);

    @Message("What is said about it")
    String claims();

    @Message("Change set: {title}")
    String of_project(String title);

    @Message("What changes")
    String what_changes();

    @Message("Value")
    String value();

    @Message("Agreed when it was drafted")
    String before();

    @Message("Agreed after the change")
    String after();

    @Message("no value")
    String no_value();

    @Message("Now")
    String held();

    @Message("The record becomes one of both sides: from then on it changes only by change sets.")
    String makes_joint();

    @Message("Every agreed value stays as it is.")
    String changes_nothing();

    @Message(
            "As soon as this is in force, the figure that both sides have agreed on for themselves stands no more: the record has their last word.")
    String overtakes();

    @Message("Objections that it settles")
    String settles();

    @Message("The project takes a step")
    String takes_step();

    @Message("Why")
    String why();

    @Message("What was said about it")
    String remark();

    @Message("Evidence")
    String evidence();

    @Message("No source is named.")
    String no_evidence();

    @Message("A source that you cannot read here: {urn}")
    String hidden_source(String urn);

    @Message("Signatures")
    String signatures();

    @Message("Signs as")
    String person();

    @Message("Side")
    String side();

    @Message("Signed")
    String signed_at();

    @Message("yes")
    String signed();

    @Message("not yet")
    String not_signed();

    @Message("All four sign one content. Its hash is {hash}.")
    String all_sign(String hash);

    @Message("Proposed")
    String proposed_at();

    @Message("Ended")
    String closed_at();

    @Message("It answers another change set")
    String answers();

    @Message("What you can do")
    String your_part();

    @Message("There is nothing for you to do here now.")
    String nothing_to_do();

    @Message("Write it anew")
    String edit();

    @Message("Answer with another change set")
    String answer();

    @Message("Your side’s checker proposes the answer; it then takes the place of this one.")
    String answer_note();

    @Message("This was not done")
    String not_done();

    @Message("What has been agreed in the meantime")
    String overtaken();

    @Message("When it was drafted")
    String then();

    @Message("New change set")
    String draft_new();

    @Message("Write the change set anew")
    String draft_edit();

    @Message("Answer to a change set")
    String draft_answer();

    @Message("Which values are to change?")
    String choose();

    @Message("Only these values of the record can be changed by both sides together.")
    String choose_note();

    @Message("Or do both sides agree on a figure for themselves?")
    String choose_figure();

    @Message(
            "Nobody but the two governments reads it, whoever reads the project. It stands beside the record, which stays as it is.")
    String choose_figure_note();

    @Message(
            "Both sides agree on this figure for themselves: once four persons have signed it, the two governments read it and nobody else. The record stays as it is. Both sides may let others read it later.")
    String figure_form_note();

    @Message("Change other values too")
    String choose_more();

    @Message("What you have written in the form below is not kept.")
    String choose_more_note();

    @Message("Continue")
    String go_on();

    @Message("each side has its own figure")
    String sided();

    @Message("needs a source")
    String evidence_needed();

    @Message("What is left empty is taken out of the record.")
    String empty_removes();

    @Message("In at least one language; the other side reads it too.")
    String reason_note();

    @Message("Sources that both sides may read.")
    String evidence_note();

    @Message("Save the draft")
    String save();

    @Message("The draft is seen by your side alone. You then hand it to your checker.")
    String save_note();

    @Message("The title must stand in all three languages, original or official.")
    String joint_form_note();

    @Message("Back to the project")
    String back_to_project();

    @Message("The register says:")
    String service_says();

    @Message("What is contested")
    String contested();

    @Message("Objecting side")
    String objected_by();

    @Message("Raised")
    String raised_at();

    @Message("Contested.")
    String is_contested();

    @Message("The values shown are those that both sides agreed on last; one side no longer stands behind them.")
    String is_contested_note();

    @Message("Objections")
    String objections();

    @Message("Neither side objects to what is agreed.")
    String no_objections();

    @Message("Object to what is agreed")
    String object();

    @Message("The change set that settled it")
    String settled_by();

    @Message(
            "The agreed values stay as they are, marked as contested, until both sides settle it or your side drops it. No change set changes what is contested unless it settles the objection.")
    String objection_note();

    @Message("In both Chinese and Korean; the other side reads it too.")
    String objection_reason_note();

    @Message("Your side alone knows of it until your checker raises it.")
    String objection_save_note();

    @Message("Prepare the objection")
    String prepare_objection();

    @Message("Objections to settle")
    String settles_which();

    @Message("Once four persons have signed, these objections are settled, also where no value changes.")
    String settles_note();

    @Message("Procedure")
    String procedure();

    @Message("The other side’s silence is consent")
    String by_silence();

    @Message("What is chosen cannot be agreed to by silence: take the mark away.")
    String not_by_silence();

    @Message("Objection: {title}")
    String objection_to(String title);

    @Message("Let others read it")
    String release();

    @Message("Propose that others read it")
    String release_jointly();

    @Message("Who may read it: {title}")
    String release_of(String title);

    @Message(
            "Others are let read the whole project, for good: readers join and none is taken away, since nobody forgets what he has read. They find it from then on and are told of it, and change sets that are open on it are overtaken.")
    String release_note();

    @Message(
            "Both sides keep this project, so both of them let others read it: a maker and a releaser of each side sign who that is. Once the fourth has signed, it stands for good: readers join and none is taken away.")
    String release_jointly_note();

    @Message(
            "Both sides have agreed on this figure for themselves, so both let others read it: a maker and a releaser of each side sign who reads it. After the fourth signature it is for good. Nobody reads it who does not read the project.")
    String release_figure_note();

    @Message("Propose that others read the figure of both sides")
    String release_figure();

    @Message("May read it now")
    String readers_now();

    @Message("Who is to read it")
    String who_shall_read();

    @Message("I know that this is for good and that nobody can take it back.")
    String release_confirmed();

    @Message("Let them read it")
    String release_now();

    @Message("Everybody may read it already.")
    String nobody_else();

    @Message("Whoever may read the project may read it already.")
    String nobody_else_of_project();

    @Message("The draft is seen by your side alone. You then hand it to your releaser.")
    String release_save_note();

    @Message("A change of this project waits for a checker of your side. What others read stays as it is until then.")
    String revision_waits();

    @Message("Read the change")
    String revision_read();

    @Message("Change of {title}")
    String revision_of(String title);

    @Message("Drafted")
    String drafted_at();

    @Message("As it is")
    String revision_before();

    @Message("With the change")
    String revision_after();

    @Message("Waiting for a second person of your side")
    String second_person();

    @Message(
            "What your side does with its own records that others read. Nobody else is told before a checker confirms it.")
    String second_person_note();

    @Message("Record")
    String pending_record();

    @Message("What is asked for")
    String pending_request();

    @Message("What it says")
    String pending_said();
}

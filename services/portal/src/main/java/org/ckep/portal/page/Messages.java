package org.ckep.portal.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The portal's own words in English; {@code messages/msg_zh.properties} and {@code msg_ko.properties} translate each. */
@MessageBundle
interface Messages {
    @Message("China–ROK Economic Cooperation Platform")
    String platform();

    @Message("The shared record of two governments' economic cooperation")
    String claim();

    @Message("Skip to the content")
    String skip();

    @Message("Main navigation")
    String navigation();

    @Message("Overview")
    String overview();

    @Message("Semiconductors")
    String semiconductors();

    @Message("Projects")
    String projects();

    @Message("Milestones")
    String milestones();

    @Message("Language")
    String language();

    @Message("Sign in")
    String sign_in();

    @Message("Sign out")
    String sign_out();

    @Message("Signed in as {name}")
    String signed_in_as(String name);

    @Message("You see what is public. Ministries and agencies sign in to see more.")
    String public_view();

    @Message("Bilateral goods trade")
    String bilateral_trade();

    @Message("Each side's own figures beside each other, in billion US dollars. The platform never averages them.")
    String bilateral_trade_note();

    @Message("Year")
    String year();

    @Message("Reported by China")
    String reported_by_cn();

    @Message("Reported by the Republic of Korea")
    String reported_by_kr();

    @Message("Discrepancy")
    String discrepancy();

    @Message("not reported")
    String not_reported();

    @Message("What is said about trade and dependence")
    String statements();

    @Message("Statement")
    String statement();

    @Message("Value")
    String value();

    @Message("Modality")
    String modality();

    @Message("Basis")
    String basis();

    @Message("Period")
    String period();

    @Message("Projects by state")
    String projects_by_state();

    @Message("Number of projects")
    String number_of_projects();

    @Message("Visits and meetings")
    String engagements();

    @Message("Sectors")
    String sectors();

    @Message("Title")
    String title();

    @Message("State")
    String state();

    @Message("Type")
    String type();

    @Message("Direction")
    String direction();

    @Message("Sector")
    String sector();

    @Message("Owner")
    String owner();

    @Message("Due")
    String due();

    @Message("Dates")
    String dates();

    @Message("Site")
    String site();

    @Message("Standing")
    String standing();

    @Message("All states")
    String all_states();

    @Message("All sectors")
    String all_sectors();

    @Message("Show")
    String show();

    @Message("Next page")
    String next_page();

    @Message("Nothing matches. Choose fewer filters.")
    String nothing_matches();

    @Message("Nothing is recorded here yet.")
    String nothing_recorded();

    @Message("This part is not available at the moment; the others are current.")
    String unavailable();

    @Message("{source}: not available at the moment.")
    String part_unavailable(String source);

    @Message("{source}: as it stood {seconds} s ago.")
    String part_stale(String source, long seconds);

    @Message("Partnerships")
    String partnerships();

    @Message("Parties")
    String parties();

    @Message("Kind")
    String kind();

    @Message("Strengths")
    String strengths();

    @Message("Side")
    String side();

    @Message("Complementary strengths")
    String complementarity();

    @Message("Sourcing")
    String sourcing();

    @Message("Material")
    String material();

    @Message("Origin")
    String origin();

    @Message("Adoption")
    String adoption();

    @Message("Concentration of production")
    String capacity_shares();

    @Message("Share")
    String share();

    @Message("Of")
    String share_of();

    @Message("Challenges")
    String challenges();

    @Message("Measures")
    String measures();

    @Message("Trade series")
    String trade_series();

    @Message("Each line names who reported it and how it is valued.")
    String trade_series_note();

    @Message("million US dollars")
    String million_dollars();

    @Message("Page not found")
    String not_found();

    @Message("There is nothing at this address, or nothing that you may see.")
    String not_found_note();

    @Message("Signing in did not work")
    String sign_in_failed();

    @Message("The sign-in service refused or broke off. Nothing was changed; please try again.")
    String sign_in_failed_note();

    @Message("Back to the overview")
    String back();
}

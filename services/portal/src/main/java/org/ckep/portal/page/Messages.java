package org.ckep.portal.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The portal's own words in English; {@code messages/msg_zh.properties} and {@code msg_ko.properties} translate each. */
@MessageBundle
interface Messages {
    @Message("China–ROK Economic Cooperation Platform")
    String platform();

    @Message("The shared record of two governments’ economic cooperation")
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

    @Message("Some texts on this page are working translations that neither side has confirmed.")
    String working_translations();

    @Message("Bilateral goods trade")
    String bilateral_trade();

    @Message("Each side’s own figures beside each other, in billion US dollars. The platform never " + "averages them.")
    String bilateral_trade_note();

    @Message("billion US dollars")
    String billion_dollars();

    @Message("Source: {source}")
    String source_of_figures(String source);

    @Message("Both directions, {period}. Source: {source}")
    String newest_totals(String period, String source);

    @Message("China reports")
    String reported_by_cn();

    @Message("Republic of Korea reports")
    String reported_by_kr();

    @Message("Difference")
    String difference();

    @Message("Difference in %")
    String difference_percent();

    @Message("Difference: for goods of one direction the importer’s figure minus the exporter’s, for both "
            + "directions China’s minus the Republic of Korea’s; in percent of the mean of the two.")
    String difference_note();

    @Message("FOB: valued free on board at the exporter’s border. CIF: with insurance and freight to the "
            + "importer’s border.")
    String valuation_note();

    @Message("Why the two sides’ figures may differ")
    String causes();

    @Message("Goods")
    String goods();

    @Message("not reported")
    String not_reported();

    @Message("not stated")
    String not_stated();

    @Message("What is said about trade and dependence")
    String statements();

    @Message("Statement")
    String statement();

    @Message("Value")
    String value();

    @Message("Said as")
    String modality();

    @Message("Said by")
    String said_by();

    @Message("Sources")
    String sources();

    @Message("Period")
    String period();

    @Message("Projects by state")
    String projects_by_state();

    @Message("Number of projects")
    String number_of_projects();

    @Message("{total} projects in all; a project in several sectors is counted in each.")
    String counted_by_sector(long total);

    @Message("Visits and meetings")
    String engagements();

    @Message("Guest and host")
    String guest_and_host();

    @Message("Sectors")
    String sectors();

    @Message("growth area")
    String growth_area();

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

    @Message("Owed by")
    String owner();

    @Message("Due")
    String due();

    @Message("Dates")
    String dates();

    @Message("Site")
    String site();

    @Message("Record")
    String standing();

    @Message("Readable by")
    String readable_by();

    @Message("All states")
    String all_states();

    @Message("All sectors")
    String all_sectors();

    @Message("Show")
    String show();

    @Message("Filter")
    String filter();

    @Message("Search")
    String search();

    @Message("Words of a title, party, site or statement, in any of the three languages")
    String search_note();

    @Message("Search with at most eight words, and at least one letter or digit.")
    String search_refused();

    @Message("All of this list as a file (CSV)")
    String as_file();

    @Message("Next page")
    String next_page();

    @Message("Nothing matches. Choose fewer filters.")
    String nothing_matches();

    @Message("Nothing is recorded here yet.")
    String nothing_recorded();

    @Message("Nothing is recorded yet on:")
    String nothing_recorded_on();

    @Message("This part is not available at the moment. Please try again shortly.")
    String unavailable();

    @Message("{source}: not available at the moment.")
    String part_unavailable(String source);

    @Message("{source}: as it stood {seconds} seconds ago.")
    String part_stale(String source, long seconds);

    @Message("{source}: as it stood {minutes} minutes ago.")
    String part_stale_minutes(String source, long minutes);

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

    @Message("Supplier")
    String supplier();

    @Message("Buyer")
    String buyer();

    @Message("Material")
    String material();

    @Message("HS code")
    String hs();

    @Message("Origin")
    String origin();

    @Message("Adoption")
    String adoption();

    @Message("Rankings")
    String ranks();

    @Message("Organisation")
    String organisation();

    @Message("Place")
    String place();

    @Message("Concentration of production")
    String capacity_shares();

    @Message("Share")
    String share();

    @Message("Of")
    String share_of();

    @Message("Challenges")
    String challenges();

    @Message("Challenge")
    String challenge();

    @Message("Measures")
    String measures();

    @Message("Measure")
    String measure();

    @Message("Issued by")
    String issuer();

    @Message("Trade by commodity")
    String trade_series();

    @Message("In million US dollars. Each column names who reports, how the figures are valued and where "
            + "they come from.")
    String trade_series_note();

    @Message("Participants")
    String participants();

    @Message("Role")
    String role();

    @Message("Key dates")
    String key_dates();

    @Message("Planned")
    String planned();

    @Message("Actual")
    String actual();

    @Message("At a glance")
    String facts();

    @Message("Criteria")
    String criteria();

    @Message("Assessments by side")
    String assessments();

    @Message("Assessment")
    String assessment();

    @Message("Met on")
    String met_on();

    @Message("Due dates so far")
    String due_dates();

    @Message("Reason")
    String reason();

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

    @Message("Change sets")
    String change_sets();

    @Message("Please sign in")
    String sign_in_needed();

    @Message("Your session has ended, so nothing was done. Sign in and send the form again; your "
            + "browser’s back button leads to it.")
    String sign_in_needed_note();

    @Message("The form was not accepted")
    String form_of_another_session();

    @Message("It was not made for your present session, so nothing was done. Open the page anew and "
            + "fill it in again.")
    String form_of_another_session_note();

    @Message("For the two governments")
    String for_officials();

    @Message("These pages are for officials of the two governments. Sign in with such an account.")
    String for_officials_note();

    @Message("For makers")
    String for_makers();

    @Message("Changes are drafted by makers of the two governments. Your account does not have this function.")
    String for_makers_note();

    @Message("For releasers")
    String for_releasers();

    @Message(
            "Who may read a project is widened by a releaser of the side whose project it is. Your account does not have this function.")
    String for_releasers_note();

    @Message("For ministries and agencies")
    String for_subscribers();

    @Message("Subscriptions belong to a ministry or agency. Sign in with an account that manages them.")
    String for_subscribers_note();

    @Message("Subscriptions")
    String subscriptions();

    @Message("Not available at the moment")
    String out_of_reach();
}
